import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { slowLog } from '../../gateway/observe/slow-log.js';
import type { TraceRecord } from '../../gateway/observe/trace.js';
import { readTraceparent } from '../../gateway/observe/traceparent.js';
import { watch } from '../../gateway/observe/watch.js';
import { until } from '../until.js';
import { startToyGateway } from './toy-gateway.js';

const QUERY = 'query Cart($id: ID!) { person(id: $id) { name cart { id } } }';
const TRACE = 'a'.repeat(32);
const CLIENT_SPAN = 'b'.repeat(16);
const SUBJECT = {
  kind: 'query',
  operationName: 'Cart',
  documentHash: 'h',
  requestId: 'r1',
  traceparent: undefined,
} as const;

interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: readonly { readonly key: string; readonly value: Record<string, string> }[];
}

/** Takes spans over HTTP as a collector does; answers with `status`. */
async function startCollector(status = 200) {
  const texts: string[] = [];
  const server = createServer(async (request, response) => {
    texts.push(await text(request));
    response.writeHead(status).end('{}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/traces`,
    texts,
    spans: () =>
      texts.flatMap((body) => {
        const { resourceSpans } = JSON.parse(body) as { resourceSpans: { scopeSpans: { spans: Span[] }[] }[] };
        return resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans));
      }),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

describe('traces', () => {
  it('have a span for the operation and one for each step, and continue the trace of the client', async () => {
    await using collector = await startCollector();
    await using toy = await startToyGateway({ traces: { to: 'collector', url: collector.url } });
    await toy.ask(QUERY, { id: 'p1' }, { traceparent: `00-${TRACE}-${CLIENT_SPAN}-01` });
    await until('all spans arrive', () => collector.spans().length >= 5);
    const spans = collector.spans();
    const whole = spans.find(({ name }) => name === 'query');
    expect(whole).toMatchObject({ traceId: TRACE, parentSpanId: CLIENT_SPAN });
    const steps = spans.filter((span) => span !== whole);
    expect(steps.map(({ name }) => name)).toEqual(['plan', 'fetch people', 'fetch shop', 'project']);
    for (const step of steps) {
      expect(step).toMatchObject({ traceId: TRACE, parentSpanId: whole?.spanId });
      expect(BigInt(step.startTimeUnixNano) >= BigInt(whole?.startTimeUnixNano ?? 0)).toBe(true);
      expect(BigInt(step.endTimeUnixNano) <= BigInt(whole?.endTimeUnixNano ?? 0)).toBe(true);
    }
    const fetchShop = steps.find(({ name }) => name === 'fetch shop');
    expect(toy.toys.shop.asked.at(-1)?.headers['traceparent']).toBe(`00-${TRACE}-${fetchShop?.spanId}-01`);
    expect(whole?.attributes).toContainEqual({ key: 'graphql.operation.name', value: { stringValue: 'Cart' } });
    expect(whole?.attributes).toContainEqual({ key: 'hub.subgraph.calls', value: { intValue: '2' } });
  });

  it('tell no values', async () => {
    await using collector = await startCollector();
    await using toy = await startToyGateway({ traces: { to: 'collector', url: collector.url } });
    await toy.ask(QUERY, { id: 'swordfish' }, { authorization: 'Bearer swordfish' });
    await until('spans arrive', () => collector.texts.length > 0);
    expect(collector.texts.join('')).not.toContain('swordfish');
  });

  it('that the client does not want are handed on, but not sent', async () => {
    await using collector = await startCollector();
    {
      await using toy = await startToyGateway({ traces: { to: 'collector', url: collector.url } });
      await toy.ask(QUERY, { id: 'p1' }, { traceparent: `00-${TRACE}-${CLIENT_SPAN}-00` });
      expect(toy.toys.people.asked.at(-1)?.headers['traceparent']).toMatch(new RegExp(`^00-${TRACE}-\\w{16}-00$`));
      await toy.ask('query Other { __typename }');
    }
    const names = collector.spans().map(({ traceId }) => traceId);
    expect(names.length).toBeGreaterThan(0);
    expect(names).not.toContain(TRACE);
  });

  it('that are off leave no trace', async () => {
    await using toy = await startToyGateway();
    await toy.ask(QUERY, { id: 'p1' });
    expect(toy.toys.people.asked.at(-1)?.headers).not.toHaveProperty('traceparent');
  });

  it('that the collector refuses are counted and cost no answer', async () => {
    await using collector = await startCollector(500);
    await using toy = await startToyGateway({ traces: { to: 'collector', url: collector.url } });
    const answer = await toy.ask(QUERY, { id: 'p1' });
    expect(answer.errors).toBeUndefined();
    const dropped = async () => {
      const body = await (await fetch(`${toy.gateway.url}/metrics`)).text();
      return Number(/^hub_trace_spans_dropped_total (\d+)$/m.exec(body)?.[1]);
    };
    await until('all spans are counted as lost', async () => (await dropped()) === 5);
  });

  it.each([
    ['nothing', undefined],
    ['words', 'not a header'],
    ['an empty trace', `00-${'0'.repeat(32)}-${CLIENT_SPAN}-01`],
    ['an empty span', `00-${TRACE}-${'0'.repeat(16)}-01`],
    ['a version that is forbidden', `ff-${TRACE}-${CLIENT_SPAN}-01`],
    ['more than its version has', `00-${TRACE}-${CLIENT_SPAN}-01-more`],
  ])('begin afresh after %s', (_, header) => {
    const context = readTraceparent(header);
    expect(context).toMatchObject({ parentSpanId: undefined, sampled: true });
    expect(context.traceId).toMatch(/^(?!a{32}$)[\da-f]{32}$/);
  });

  it('of a later version are continued', () => {
    const context = readTraceparent(`01-${TRACE}-${CLIENT_SPAN}-01-more`);
    expect(context).toEqual({ traceId: TRACE, parentSpanId: CLIENT_SPAN, sampled: true });
  });
});

describe('what is watched', () => {
  it('is nothing when nobody wants to know', () => {
    expect(watch({ spans: undefined, slow: undefined })).toBeUndefined();
  });

  it('keeps a bounded number of steps, and counts all fetches', () => {
    const records: TraceRecord[] = [];
    const trace = watch({ spans: undefined, slow: { ms: 0, tell: (record) => records.push(record) } })?.operation(
      SUBJECT,
    );
    for (let count = 0; count < 1000; count++) trace?.step('fetch', 'people').end('ok');
    trace?.end('complete');
    trace?.end('complete');
    expect(records).toHaveLength(1);
    expect(records[0]).toMatchObject({ fetches: 1000, outcome: 'complete' });
    expect(records[0]?.steps).toHaveLength(100);
  });

  it('and was fast is not told', () => {
    const records: TraceRecord[] = [];
    const tracer = watch({ spans: undefined, slow: { ms: 60_000, tell: (record) => records.push(record) } });
    tracer?.operation(SUBJECT).end('complete');
    expect(records).toEqual([]);
  });
});

it('a slow operation is logged with where its time went, without its values', () => {
  const lines: string[] = [];
  const log = pino({}, new Writable({ write: (chunk: Buffer, _, done) => (lines.push(chunk.toString()), done()) }));
  slowLog(log)({
    subject: SUBJECT,
    traceId: undefined,
    spanId: undefined,
    parentSpanId: undefined,
    startedMs: 100,
    endedMs: 2100.4,
    outcome: 'partial',
    fetches: 1,
    steps: [
      {
        name: 'fetch',
        subgraph: 'people',
        spanId: undefined,
        startedMs: 110,
        endedMs: 2090,
        code: 'TIMEOUT',
        count: 0,
      },
    ],
  });
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    msg: 'a slow operation',
    operationName: 'Cart',
    documentHash: 'h',
    durationMs: 2000,
    outcome: 'partial',
    steps: [{ step: 'fetch', subgraph: 'people', atMs: 10, durationMs: 1980, code: 'TIMEOUT' }],
  });
});

it('metrics count plans, calls and answers of real operations', async () => {
  await using toy = await startToyGateway();
  await toy.ask(QUERY, { id: 'p1' });
  await toy.ask(QUERY, { id: 'p2' });
  const body = await (await fetch(`${toy.gateway.url}/metrics`)).text();
  expect(body).toContain('hub_plan_lookups_total{found="false"} 1\n');
  expect(body).toContain('hub_plan_lookups_total{found="true"} 1\n');
  expect(body).toContain('hub_plan_seconds_count{outcome="ok"} 1\n');
  expect(body).toContain('hub_operation_subgraph_calls_count 2\n');
  expect(body).toContain('hub_answer_bytes_count 2\n');
});
