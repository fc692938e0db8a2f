import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { asAsked, type Fault } from './toy-subgraph.js';

/** Answers a JSON value under the names that were asked for. */
export const json = (value: unknown) => (response: ServerResponse, query: string) =>
  void response.setHeader('content-type', 'application/json').end(asAsked(query, JSON.stringify(value)));

/** What a subgraph can do wrong over HTTP, and the code that clients get. What is secret must not reach them. */
export const FAULTS: [name: string, code: string, fault: Fault][] = [
  ['never answers', 'TIMEOUT', () => undefined],
  ['answers half and stops', 'TIMEOUT', (response) => void response.write('{"data":')],
  ['sends the head and stops', 'TIMEOUT', (response) => void response.writeHead(200).flushHeaders()],
  [
    'breaks off in the middle',
    'DOWN',
    (response) => void response.write('{"data":{"_en', () => response.socket?.resetAndDestroy()),
  ],
  ['closes the connection', 'DOWN', (response) => void response.destroy()],
  ['is behind a proxy that has lost it', 'DOWN', (response) => void response.writeHead(502).end('Bad gateway')],
  [
    'answers HTML',
    'INVALID_ANSWER',
    (response) => void response.setHeader('content-type', 'text/html').end('<h1>secret-host</h1>'),
  ],
  [
    'answers what it says is gzip and is not',
    'INVALID_ANSWER',
    (response) => void response.setHeader('content-encoding', 'gzip').end('{"data":{}}'),
  ],
  [
    'answers gzip that is cut',
    'INVALID_ANSWER',
    (response) => void response.setHeader('content-encoding', 'gzip').end(gzipSync('{"data":{}}').subarray(0, -9)),
  ],
  [
    'answers in an encoding that nobody asked for',
    'INVALID_ANSWER',
    (response) => void response.setHeader('content-encoding', 'zstd').end('?'),
  ],
  ['sends elsewhere', 'INVALID_ANSWER', (response) => void response.writeHead(302, { location: '/secret' }).end()],
  ['answers an empty body', 'INVALID_ANSWER', (response) => void response.end()],
  ['answers cut JSON', 'INVALID_ANSWER', (response) => void response.end('{"data":{"_ent')],
  ['answers JSON of another kind', 'INVALID_ANSWER', json([1, 2])],
  ['answers neither data nor errors', 'INVALID_ANSWER', json({ data: null })],
  ['answers data that is a list', 'INVALID_ANSWER', json({ data: [] })],
  ['answers errors that are none', 'INVALID_ANSWER', json({ data: {}, errors: 'no' })],
  [
    'answers 200 MB',
    'INVALID_ANSWER',
    (response) => {
      const part = Buffer.alloc(1024 * 1024, 0x20);
      let left = 200;
      const send = (): void => {
        while (left > 0 && !response.destroyed) {
          left--;
          if (!response.write(part)) return void response.once('drain', send);
        }
        response.end();
      };
      send();
    },
  ],
  ['answers too few entities', 'INVALID_ANSWER', json({ data: { _entities: [] } })],
  ['answers entities that are no list', 'INVALID_ANSWER', json({ data: { _entities: { '0': 1 } } })],
  [
    'answers more than is allowed',
    'INVALID_ANSWER',
    (response) => void response.end(`{"data":{"x":"${'x'.repeat(200_000)}"}}`),
  ],
  ['fails without data', 'DEPARTMENT_ERROR', json({ errors: [{ message: 'secret' }] })],
];
