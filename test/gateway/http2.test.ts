import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createSecureServer, type Http2ServerRequest, type Http2ServerResponse, type Http2Session } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { composeServices } from '@apollo/composition';
import { buildSchema, graphql, parse } from 'graphql';
import { expect, it } from 'vitest';
import { projectRoot } from '#lib/project-root';

const TYPES = 'type Query { number(of: Int!): Int }';

function hasOpenssl(): boolean {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** A certificate for 127.0.0.1 and its key, in files of their own. */
function certificate(folder: string) {
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const args = [
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-days',
    '2',
    '-keyout',
    key,
    '-out',
    cert,
    ...subject,
  ];
  execFileSync('openssl', args, { stdio: 'ignore' });
  return { file: cert, cert: readFileSync(cert), key: readFileSync(key) };
}

it.skipIf(!hasOpenssl())('asks a subgraph that speaks only HTTP/2 over few connections', async () => {
  await using owned = new AsyncDisposableStack();
  const folder = mkdtempSync(join(tmpdir(), 'http2-'));
  owned.defer(() => rmSync(folder, { recursive: true, force: true }));
  const { file, cert, key } = certificate(folder);
  const schema = buildSchema(TYPES);
  const sessions = new Set<Http2Session>();
  const answer = async (request: Http2ServerRequest, response: Http2ServerResponse) => {
    const { query, variables } = JSON.parse(await text(request)) as {
      query: string;
      variables: Readonly<Record<string, unknown>>;
    };
    const rootValue = { number: ({ of }: { of: number }) => of };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(await graphql({ schema, source: query, variableValues: variables, rootValue })));
  };
  const server = createSecureServer({ cert, key }, (request, response) => void answer(request, response));
  server.on('session', (session) => sessions.add(session));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  owned.defer(() => {
    for (const session of sessions) session.destroy();
    server.close();
  });
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
  const { supergraphSdl = '' } = composeServices([{ name: 'numbers', url, typeDefs: parse(TYPES) }]);
  const supergraph = join(folder, 'supergraph.graphql');
  writeFileSync(supergraph, supergraphSdl);
  const gateway = fork(
    join(projectRoot(), 'dist', 'gateway', 'main.js'),
    ['--supergraph', supergraph, '--open', '--port', '0'],
    { env: { ...process.env, NODE_EXTRA_CA_CERTS: file, HUB_LOG_LEVEL: 'warn' }, execArgv: [] },
  );
  owned.defer(async () => {
    const ended = once(gateway, 'exit');
    gateway.kill('SIGTERM');
    await ended;
  });
  const [ready] = (await once(gateway, 'message')) as [{ url: string }];
  const ask = async (of: number) => {
    const response = await fetch(`${ready.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: 'query ($of: Int!) { number(of: $of) }', variables: { of } }),
    });
    return response.json();
  };
  const all = Array.from({ length: 50 }, (_, of) => of);
  expect(await Promise.all(all.map(ask))).toEqual(all.map((number) => ({ data: { number } })));
  expect([...sessions].map(({ alpnProtocol }) => alpnProtocol)).toEqual(Array.from(sessions, () => 'h2'));
  expect(sessions.size).toBeGreaterThan(0);
});
