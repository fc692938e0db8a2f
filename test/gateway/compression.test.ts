import { once } from 'node:events';
import { type IncomingHttpHeaders, request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { brotliCompressSync, brotliDecompressSync, deflateSync, gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engineDefaults } from '../../gateway/config.js';
import { startToyGateway, type ToyGateway } from './toy-gateway.js';

let toy: ToyGateway;
beforeAll(async () => {
  toy = await startToyGateway();
});
afterAll(() => toy[Symbol.asyncDispose]());

const LARGE = `{ ${Array.from({ length: 9 }, (_, index) => `p${index}: people { id name friends { id name friends { id } } }`).join(' ')} }`;

interface Reply {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A request whose bytes nothing changes on their way. */
async function send(body: Buffer | string, headers: Record<string, string>): Promise<Reply> {
  const request = httpRequest(`${toy.gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
  });
  request.end(body);
  const [response] = await once(request, 'response');
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  return { status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) };
}

const question = (query: string) => JSON.stringify({ query });

describe('answers', () => {
  it.each([
    ['gzip', 'gzip', gunzipSync],
    ['br', 'br', brotliDecompressSync],
    ['gzip, deflate, br', 'gzip', gunzipSync],
    ['br;q=0.1, gzip', 'gzip', gunzipSync],
    ['*', 'br', brotliDecompressSync],
  ] as const)('for a client that accepts %s come as %s', async (accepted, encoding, decode) => {
    const plain = await send(question(LARGE), {});
    const reply = await send(question(LARGE), { 'accept-encoding': accepted });
    expect(reply.headers).toMatchObject({
      'content-encoding': encoding,
      vary: 'Accept-Encoding',
      'content-length': `${reply.body.length}`,
    });
    expect(decode(reply.body).equals(plain.body)).toBe(true);
    expect(reply.body.length).toBeLessThan(plain.body.length);
  });

  it.each([
    ['nothing of it', {}, LARGE],
    ['only what is not spoken here', { 'accept-encoding': 'zstd, compress' }, LARGE],
    ['gzip by no means', { 'accept-encoding': 'gzip;q=0, br;q=0' }, LARGE],
    ['gzip, but would get a few bytes', { 'accept-encoding': 'gzip' }, '{ __typename }'],
  ])('for a client that accepts %s come as they are', async (_, headers, query) => {
    const reply = await send(question(query), headers);
    expect(reply.headers['content-encoding']).toBeUndefined();
    expect(JSON.parse(reply.body.toString())).toHaveProperty('data');
  });
});

describe('request bodies', () => {
  it.each([
    ['gzip', gzipSync],
    ['GZIP', gzipSync],
    ['br', brotliCompressSync],
    ['deflate', deflateSync],
  ] as const)('may be %s', async (encoding, encode) => {
    const reply = await send(encode(question('{ __typename }')), { 'content-encoding': encoding });
    expect(JSON.parse(reply.body.toString())).toEqual({ data: { __typename: 'Query' } });
  });

  it.each([
    ['an encoding that is not spoken', 'zstd', Buffer.from('x'), 415, 'BAD_REQUEST'],
    ['a name that every object has', 'constructor', Buffer.from('x'), 415, 'BAD_REQUEST'],
    ['what is not gzip', 'gzip', Buffer.from(question('{ __typename }')), 400, 'BAD_REQUEST'],
    ['gzip that is cut short', 'gzip', gzipSync(question('{ __typename }')).subarray(0, 20), 400, 'BAD_REQUEST'],
    ['200 MB in a few bytes', 'gzip', gzipSync(Buffer.alloc(200 * 1024 * 1024)), 413, 'BODY_TOO_LARGE'],
  ])('refuse %s', async (_, encoding, body, status, code) => {
    const reply = await send(body, { 'content-encoding': encoding });
    expect(reply.status).toBe(status);
    expect(JSON.parse(reply.body.toString())).toMatchObject({ errors: [{ extensions: { code } }] });
  });
});

describe('clients', () => {
  const { http } = engineDefaults();

  it('that do not get on with the head of their request are cut off', async () => {
    await using slow = await startToyGateway({ http: { ...http, headersTimeoutMs: 200, requestTimeoutMs: 400 } });
    const socket = connect(Number(new URL(slow.gateway.url).port), '127.0.0.1');
    socket.setEncoding('utf8').write('POST /graphql HTTP/1.1\r\nhost: here\r\n');
    let received = '';
    socket.on('data', (text: string) => (received += text));
    await once(socket, 'close');
    expect(received).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('beyond the limit find the door closed, and it opens when one leaves', async () => {
    await using small = await startToyGateway({ http: { ...http, maxConnections: 1 } });
    const port = Number(new URL(small.gateway.url).port);
    const first = connect(port, '127.0.0.1');
    await once(first, 'connect');
    const second = connect(port, '127.0.0.1');
    second.resume();
    await once(second, 'close');
    first.destroy();
    await expect.poll(() => small.ask('{ __typename }').catch(() => undefined)).toMatchObject({ status: 200 });
  });
});
