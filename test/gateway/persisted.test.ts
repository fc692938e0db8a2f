import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { engineDefaults } from '../../gateway/config.js';
import { startToyGateway, temporaryFolder } from './toy-gateway.js';

const ASKED = '{ people { id } }';
const OTHER = '{ people { name } }';
const hash = (text: string) => createHash('sha256').update(text).digest('hex');
const byHash = (text: string) => ({ persistedQuery: { version: 1, sha256Hash: hash(text) } });
const { persisted } = engineDefaults();

async function post(url: string, body: object) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const answer = (await response.json()) as { data?: unknown; errors?: { extensions: { code: string } }[] };
  return { status: response.status, data: answer.data, code: answer.errors?.[0]?.extensions.code };
}

/** A gateway that knows one document, and those who may ask it. */
async function trusting(onlyTrusted: 'off' | 'all', manifest: unknown = { 'all-people': ASKED }) {
  await using stack = new AsyncDisposableStack();
  const folder = stack.use(await temporaryFolder());
  const trustedFile = join(folder.path, 'documents.json');
  await writeFile(trustedFile, JSON.stringify(manifest));
  const toy = stack.use(await startToyGateway({ persisted: { ...persisted, trustedFile, onlyTrusted } }));
  const owned = stack.move();
  return { toy, trustedFile, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

describe('automatic persisted queries', () => {
  it('are asked by hash once the text was sent with it', async () => {
    await using toy = await startToyGateway();
    const { url } = toy.gateway;
    expect(await post(url, { extensions: byHash(ASKED) })).toMatchObject({
      status: 200,
      code: 'PERSISTED_QUERY_NOT_FOUND',
    });
    const first = await post(url, { query: ASKED, extensions: byHash(ASKED) });
    expect(first.data).toMatchObject({ people: expect.any(Array) });
    expect(await post(url, { extensions: byHash(ASKED) })).toEqual(first);
    const query = new URLSearchParams({ extensions: JSON.stringify(byHash(ASKED)) });
    const response = await fetch(`${url}/graphql?${query}`, { headers: { 'apollo-require-preflight': 'yes' } });
    expect(((await response.json()) as { data: unknown }).data).toEqual(first.data);
  });

  it('refuse a hash that is not that of the text, and one that is no hash', async () => {
    await using toy = await startToyGateway();
    const { url } = toy.gateway;
    expect(await post(url, { query: ASKED, extensions: byHash(OTHER) })).toMatchObject({
      status: 400,
      code: 'PERSISTED_QUERY_HASH_MISMATCH',
    });
    expect(await post(url, { extensions: byHash(OTHER) })).toMatchObject({ code: 'PERSISTED_QUERY_NOT_FOUND' });
    for (const persistedQuery of [
      1,
      null,
      {},
      { version: 2, sha256Hash: hash(ASKED) },
      { version: 1, sha256Hash: 'x' },
    ])
      expect(await post(url, { query: ASKED, extensions: { persistedQuery } })).toMatchObject({
        status: 400,
        code: 'BAD_REQUEST',
      });
  });

  it('keep no more than their bound', async () => {
    await using toy = await startToyGateway({ persisted: { ...persisted, maxChars: ASKED.length + OTHER.length - 1 } });
    const { url } = toy.gateway;
    await post(url, { query: ASKED, extensions: byHash(ASKED) });
    await post(url, { query: OTHER, extensions: byHash(OTHER) });
    expect(await post(url, { extensions: byHash(ASKED) })).toMatchObject({ code: 'PERSISTED_QUERY_NOT_FOUND' });
    expect((await post(url, { extensions: byHash(OTHER) })).data).toBeDefined();
  });
});

describe('registered documents', () => {
  it('are asked by their names, over HTTP, GET and streams alike', async () => {
    await using running = await trusting('all');
    const { url } = running.toy.gateway;
    const { data } = await post(url, { documentId: 'all-people' });
    expect(data).toMatchObject({ people: expect.any(Array) });
    const got = await fetch(`${url}/graphql?documentId=all-people`, { headers: { 'apollo-require-preflight': 'yes' } });
    expect(await got.json()).toEqual({ data });
    const stream = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ documentId: 'all-people' }),
    });
    expect(await stream.text()).toContain(JSON.stringify({ data }));
  });

  it('are all that may be asked where that is wanted', async () => {
    await using running = await trusting('all');
    const { url } = running.toy.gateway;
    const refused = { status: 403, code: 'NOT_TRUSTED' };
    expect((await post(url, { query: ASKED })).data).toBeDefined();
    expect(await post(url, { query: OTHER })).toMatchObject(refused);
    expect(await post(url, { query: OTHER, extensions: byHash(OTHER) })).toMatchObject(refused);
    expect(await post(url, { extensions: byHash(OTHER) })).toMatchObject(refused);
    expect(await post(url, { documentId: 'none' })).toMatchObject({ status: 404, code: 'PERSISTED_QUERY_NOT_FOUND' });
    expect(await post(url, { documentId: 'all-people', query: OTHER })).toMatchObject({ code: 'BAD_REQUEST' });
    const asStream = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ query: OTHER }),
    });
    expect(await asStream.text()).toContain('NOT_TRUSTED');
  });

  it('are planned before the gateway serves', async () => {
    await using running = await trusting('off', {
      format: 'apollo-persisted-query-manifest',
      version: 1,
      operations: [{ id: 'all-people', name: 'P', type: 'query', body: ASKED }],
    });
    const { url } = running.toy.gateway;
    const planned = async () =>
      /^hub_plan_seconds_count\S* (\d+)$/m.exec(await (await fetch(`${url}/metrics`)).text())?.[1];
    expect(await planned()).toBe('1');
    expect((await post(url, { documentId: 'all-people' })).data).toBeDefined();
    expect(await planned()).toBe('1');
  });

  it('are read again with the schema; a file that is wrong changes nothing', async () => {
    await using running = await trusting('all');
    const { gateway } = running.toy;
    await writeFile(running.trustedFile, JSON.stringify({ names: OTHER }));
    await gateway.reload();
    expect((await post(gateway.url, { documentId: 'names' })).data).toBeDefined();
    await writeFile(running.trustedFile, '[1, 2]');
    await gateway.reload();
    expect((await post(gateway.url, { documentId: 'names' })).data).toBeDefined();
  });

  it('stop the start when their file is wrong', async () => {
    await expect(trusting('off', [1])).rejects.toThrow(/HUB_TRUSTED_DOCUMENTS: .*documents\.json is not a manifest/);
  });
});
