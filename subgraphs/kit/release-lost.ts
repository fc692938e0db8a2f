import type { Pool, PoolClient } from 'pg';

/**
 * Gives a connection back to the pool when the server drops it in the middle of a transaction. The query builder gives it
 * back only after a rollback has succeeded, which it cannot on a dead connection: each such loss would take a place of the
 * pool for ever.
 */
export function releaseLost(pool: Pool): void {
  const connect = pool.connect.bind(pool) as () => Promise<PoolClient>;
  pool.connect = (async () => guarded(await connect())) as Pool['connect'];
}

function guarded(client: PoolClient): PoolClient {
  const release = client.release.bind(client);
  let isReleased = false;
  const lost = (error: Error) => client.release(error);
  // The one who holds it gives it back too, perhaps, when it finds out.
  client.release = (reason) => {
    if (isReleased) return;
    isReleased = true;
    client.off('error', lost);
    release(reason);
  };
  client.once('error', lost);
  return client;
}
