import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** Stands before a department, and hands everything on; asked for the schema, it adds a type that is named after its version. */
export interface ChangingSchema extends AsyncDisposable {
  readonly url: string;
  /** 0: as it is. */
  version: number;
}

interface SchemaAnswer {
  data?: { _service?: { sdl: string } } | null;
}

export async function changingSchema(department: string): Promise<ChangingSchema> {
  const { origin, hostname, port, pathname } = new URL(department);
  const server = createServer((incoming, outgoing) => {
    const headers = { ...incoming.headers, host: `${hostname}:${port}` };
    delete headers['accept-encoding'];
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const body = Buffer.concat(chunks);
      const onward = request(`${origin}${incoming.url ?? ''}`, { method: incoming.method, headers }, (answer) => {
        if (!body.includes('_service')) {
          outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(outgoing);
          return;
        }
        const tell = async () => {
          const told = (await json(answer)) as SchemaAnswer;
          outgoing.writeHead(answer.statusCode ?? 502, { 'content-type': 'application/json' });
          outgoing.end(JSON.stringify(withVersion(told, changing.version)));
        };
        tell().catch(() => outgoing.destroy());
      });
      onward.on('error', () => outgoing.destroy());
      onward.end(body);
    });
    incoming.on('error', () => outgoing.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const changing: ChangingSchema = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${pathname === '/' ? '' : pathname}`,
    version: 0,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return changing;
}

function withVersion(told: SchemaAnswer, version: number): SchemaAnswer {
  const service = told.data?._service;
  if (service && version > 0) service.sdl += `\nscalar Version${version}`;
  return told;
}
