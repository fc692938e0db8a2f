import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { graphql } from 'graphql';
import { graphNamed } from '../graphs/by-name.js';

/** Stand-ins that cost next to nothing: each distinct request is resolved once, then its bytes are sent again. */
const { sdl, schemaOf } = graphNamed(process.argv[2] ?? '');
let calls = 0;
const urls: Record<string, string> = {};
for (const name of Object.keys(sdl)) {
  const schema = schemaOf(name);
  const known = new Map<string, Buffer>();
  const resolved = async (body: string): Promise<Buffer> => {
    const { query: source, variables: variableValues = {} } = JSON.parse(body) as {
      query: string;
      variables?: Record<string, unknown>;
    };
    const made = Buffer.from(JSON.stringify(await graphql({ schema, source, variableValues, rootValue: {} })));
    known.set(body, made);
    process.send?.({ kind: 'asked', subgraph: name, body });
    return made;
  };
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('latin1');
    request.on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      calls++;
      const send = (bytes: Buffer) =>
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': bytes.length }).end(bytes);
      const bytes = known.get(body);
      if (bytes) return void send(bytes);
      void resolved(body).then(send);
    });
  });
  server.keepAliveTimeout = 600_000;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  urls[name] = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
process.on('message', () => process.send?.({ kind: 'calls', calls }));
process.send?.({ kind: 'ready', urls });
