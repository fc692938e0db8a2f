import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type CryptoKey, importJWK, type JWK } from 'jose';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { projectRoot } from '#lib/project-root';
import type { Caller } from '#protocol/caller';
import { hubFiles } from '#protocol/hub-files';
import { signCaller } from '#protocol/hub-token';
import { type RunningHub, startHub } from '../hub.js';
import { until } from '../until.js';

let hub: RunningHub;
beforeAll(async () => {
  hub = await startHub({ people: 20 });
});
afterAll(() => hub[Symbol.asyncDispose]());

async function run(...args: string[]): Promise<string> {
  const child = spawn(process.execPath, [join(projectRoot(), 'dist', 'hub', 'main.js'), ...args], {
    env: { ...process.env, ...hub.databases, HUB_DATA: hub.dataFolder },
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (text += String(chunk)));
  const [code] = (await once(child, 'exit')) as [number];
  expect([code, text]).toEqual([0, expect.any(String)]);
  return text;
}

async function askSubgraph(token: string): Promise<number> {
  const response = await fetch(`${hub.subgraphs['civil-affairs']}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: '{ __typename }' }),
  });
  return response.status;
}

it('the hub’s keys are changed while it runs; what was stolen opens nothing afterwards', async () => {
  const files = hubFiles(hub.dataFolder);
  const jwk = JSON.parse(await readFile(files.gatewayKey, 'utf8')) as JWK;
  const stolen = { kid: jwk.kid ?? '', key: (await importJWK(jwk, 'EdDSA')) as CryptoKey };
  const caller: Caller = { kind: 'department', department: 'civil-affairs', requestId: 'r', roles: [] };
  const forge = () => signCaller(stolen, caller, 'civil-affairs');
  const made = await forge();
  expect(await askSubgraph(made)).toBe(200);
  const { data: before } = await hub.query('{ activityCursor }');

  let failed = 0;
  let asked = 0;
  const stopped = new AbortController();
  onTestFinished(() => stopped.abort());
  const asking = (async () => {
    while (!stopped.signal.aborted) {
      const { data, errors } = await hub.query('{ districts(first: 1) { edges { node { code } } } }');
      asked++;
      if (errors || !data.districts) failed++;
    }
  })();
  expect(await run('keys', 'rotate', '--at-once')).toContain('do not count any more');
  await until('what was signed with the old key is refused', async () => (await askSubgraph(made)) === 401, 10_000);
  expect(await askSubgraph(await forge())).toBe(401);
  await until('the hub has gone on for a while', async () => {
    const { errors } = await hub.query('{ hubStatus { department connected } }');
    return errors === undefined;
  });
  // At once means that what was signed a moment before is refused too.
  await until('queries are answered again', async () => {
    const { errors } = await hub.query('{ districts(first: 1) { totalCount } }');
    return errors === undefined;
  });
  stopped.abort();
  await asking;
  expect(failed).toBeLessThan(asked / 50);
  process.stdout.write(`${failed} of ${asked} queries were refused while keys were changed at once\n`);
  expect(JSON.parse(await readFile(files.gatewayKey, 'utf8'))).not.toMatchObject({ kid: jwk.kid });

  // A place in the feed, and what the exchange signed, outlive its key.
  const page = await hub.query('query ($after: String!) { activityEvents(first: 1, after: $after) { totalCount } }', {
    after: before.activityCursor,
  });
  expect(page.errors).toBeUndefined();
  expect(await run('audit', 'verify')).toContain('civil-affairs');
});
