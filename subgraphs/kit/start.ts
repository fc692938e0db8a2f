import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { pino, type Logger } from 'pino';
import type { Caller } from '#protocol/caller';
import { AccessLog, readAccessRecords } from './access-log/access-log.js';
import { Reads } from './access-log/reads.js';
import type { Action } from './actions/action.js';
import { perform } from './actions/perform.js';
import type { SubgraphConfig } from './config.js';
import { watchDeadlines } from './deadlines/watch-deadlines.js';
import type { Department } from './department.js';
import { federate } from './federate.js';
import { OUTBOX_CHANNEL } from './feed/announce.js';
import { currentEpoch } from './feed/outbox-epoch.js';
import { OutboxSource } from './feed/outbox-source.js';
import { publishOutbox } from './feed/stream/publish-outbox.js';
import { listen } from './feed/wake.js';
import type { Context } from './identity/context.js';
import { RowScope } from './identity/row-scope.js';
import { createVerify } from './identity/verify.js';
import { createLoad } from './loading/loader.js';
import { migrate } from './migrations/migrate.js';
import { createOrm } from './orm.js';
import type { Running } from './running.js';
import { seedOnce } from './seeding/seed-once.js';
import { createHttpServer } from './server/http.js';
import { answerSubscriptions } from './server/live.js';
import { serveNatsSockets } from './server/nats.js';
import { serveWebSockets } from './server/ws.js';
import { sql } from './sql.js';

/** What tests put in place of the real thing. */
export interface SubgraphParts {
  readonly clock?: (() => Date) | undefined;
  readonly onStatement?: ((sql: string) => void) | undefined;
  readonly log?: Logger | undefined;
}

export interface Subgraph extends AsyncDisposable {
  readonly url: string;
  readonly sdl: string;
  readonly running: Running;
}

/** Connects, migrates, seeds, serves. Disposing refuses new work, drains, and closes in the reverse order. */
export async function startSubgraph(
  department: Department,
  config: SubgraphConfig,
  parts: SubgraphParts = {},
): Promise<Subgraph> {
  const log =
    parts.log ??
    pino({ name: department.name, level: config.logLevel, redact: ['err.query', 'err.parameters', 'err.detail'] });
  const clock = parts.clock ?? (() => new Date());
  await using stack = new AsyncDisposableStack();
  const orm = createOrm(department, { databaseUrl: config.databaseUrl, onStatement: parts.onStatement });
  stack.defer(() => orm.close());
  const migrated = await migrate(orm, department.migrations);
  if (migrated.length > 0) log.info({ migrated }, 'database brought up to date');
  if (config.seed && (await seedOnce(orm, department, { ...config.seed, personIdKey: config.personIdKey }))) {
    log.info({ people: config.seed.people }, 'database seeded');
  }

  const cells = { threshold: config.smallestCell, secret: config.personIdKey };
  const contextFor = (caller: Caller): Context => {
    const em = orm.em.fork();
    return { caller, em, load: createLoad(em), reads: new Reads(), cells, scope: new RowScope(orm, caller) };
  };
  const runAction = async (context: Context, name: string, action: Action, input: unknown) => {
    const { personIdKey } = config;
    const performer = {
      em: orm.em,
      caller: context.caller,
      now: clock(),
      personIdKey,
      constraints: department.constraints,
    };
    // One connection at a time for each request.
    await context.scope.close();
    const result = await perform(performer, name, action, input);
    context.em = await context.scope.open();
    context.load = createLoad(context.em);
    return result;
  };
  const wake = stack.use(listen(config.databaseUrl, OUTBOX_CHANNEL, log));
  const running: Running = { config, orm, log, wake };
  const provided = department.provide?.(running);
  if (provided) stack.use(provided);
  const { schema, sdl } = federate(department, runAction, provided);
  const verify = createVerify(department.name, config.hubKeysFile);
  // Before anybody writes: in a restored database this holds writers up.
  await currentEpoch(orm);
  const outbox = new OutboxSource({ orm, wake, keepDays: config.outboxKeepDays, log });
  const accessLog = new AccessLog(orm, log);
  const ready = async () => (await sql(orm.em.fork(), 'select 1 as one').catch(() => [])).length === 1;
  const server = createHttpServer({
    schema,
    verify,
    contextFor,
    outbox,
    accessLog,
    accessRecords: (after, limit) => readAccessRecords(orm, after, limit),
    clock,
    ready,
    log,
  });
  server.listen(config.port, config.host);
  await once(server, 'listening');
  stack.defer(async () => {
    server.close();
    server.closeAllConnections();
  });
  const live = answerSubscriptions({ schema, verify, contextFor });
  stack.use(serveWebSockets(server, live));
  provided?.start();
  const stopped = new AbortController();
  const { deadlines = [] } = department;
  const { events } = config;
  const subgraph = department.name;
  const working = Promise.all([
    watchDeadlines({ orm, deadlines, clock, log }, stopped.signal),
    events && publishOutbox({ department: subgraph, outbox, events, log }, stopped.signal),
    events && serveNatsSockets({ subgraph, events, live, log }, stopped.signal),
  ]);
  stack.defer(async () => {
    stopped.abort();
    await working;
  });

  const url = `http://${config.host}:${(server.address() as AddressInfo).port}`;
  const resources = stack.move();
  log.info({ url }, 'serving');
  return { url, sdl, running, [Symbol.asyncDispose]: () => resources.disposeAsync() };
}
