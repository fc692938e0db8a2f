import { Writable } from 'node:stream';
import { createClient } from 'graphql-sse';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { slowLog } from '../../gateway/observe/slow-log.js';
import type { TraceRecord } from '../../gateway/observe/trace.js';
import { watch } from '../../gateway/observe/watch.js';
import { until } from '../until.js';
import { startCollector, valuesOf } from './collector.js';
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
  });

  it('say what was asked and what came of it, and which step failed', async () => {
    await using collector = await startCollector();
    await using toy = await startToyGateway({ traces: { to: 'collector', url: collector.url } });
    await toy.ask('query Fails { fails item(id: "i1") { id } }', undefined, { 'x-request-id': 'r1' });
    await until('all spans arrive', () => collector.spans().length >= 5);
    const told = collector.spans().map(({ name, kind, status, attributes }) => {
      return { name, kind, status: status.code, ...valuesOf(attributes) };
    });
    expect(told.find(({ kind }) => kind === 2)).toEqual({
      name: 'query',
      kind: 2,
      status: 0,
      'graphql.operation.name': 'Fails',
      'graphql.operation.type': 'query',
      'graphql.document.hash': expect.stringMatching(/^[\da-f]{64}$/),
      'hub.request.id': 'r1',
      'hub.outcome': 'partial',
      'hub.subgraph.calls': 2,
    });
    expect(told.filter(({ kind }) => kind === 3).toSorted((a, b) => a.name.localeCompare(b.name))).toEqual([
      {
        name: 'fetch people',
        kind: 3,
        status: 2,
        'hub.subgraph.name': 'people',
        'hub.code': 'ERRORS',
        'hub.errors': 1,
      },
      { name: 'fetch shop', kind: 3, status: 0, 'hub.subgraph.name': 'shop', 'hub.code': 'ok', 'hub.errors': 0 },
    ]);
    expect(told.filter(({ kind }) => kind === 1)).toEqual([
      { name: 'plan', kind: 1, status: 0, 'hub.code': 'ok' },
      { name: 'project', kind: 1, status: 0, 'hub.code': 'ok' },
    ]);
  });

  it('have an operation of its own for each event of a subscription', async () => {
    await using collector = await startCollector();
    await using toy = await startToyGateway({ traces: { to: 'collector', url: collector.url } });
    const client = createClient({ url: `${toy.gateway.url}/graphql`, retryAttempts: 0 });
    const events = client.iterate({ query: 'subscription Sold { itemSold { id buyer { name } } }' });
    const event = events.next();
    await until('the shop is subscribed to', () => toy.toys.listeners() === 1);
    toy.toys.sell({ id: 's1', item: 'b1', buyer: 'p2' });
    await event;
    await events.return?.();
    await toy.gateway.stop();
    const whole = collector.spans().find(({ name }) => name === 'subscription event');
    expect(valuesOf(whole?.attributes ?? [])).toMatchObject({
      'graphql.operation.name': 'Sold',
      'graphql.operation.type': 'subscription',
      'hub.outcome': 'complete',
      'hub.subgraph.calls': 1,
    });
    const steps = collector.spans().filter(({ parentSpanId }) => parentSpanId === whole?.spanId);
    expect(steps.map(({ name }) => name)).toContain('fetch people');
  });

  it('cut long names off', async () => {
    await using collector = await startCollector();
    await using toy = await startToyGateway({ traces: { to: 'collector', url: collector.url } });
    await toy.ask(`query ${'N'.repeat(1000)} { __typename }`);
    await until('the span arrives', () => collector.spans().some(({ name }) => name === 'query'));
    const whole = collector.spans().find(({ name }) => name === 'query');
    expect(valuesOf(whole?.attributes ?? [])['graphql.operation.name']).toBe('N'.repeat(128));
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
    await using collector = await startCollector(() => 500);
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
  ])('begin afresh after %s', async (_, header) => {
    const { whole, sent } = await traced(header);
    expect(whole).not.toHaveProperty('parentSpanId');
    expect(whole?.traceId).toMatch(/^(?!a{32}$)(?!0{32}$)[\da-f]{32}$/);
    expect(sent).toMatch(new RegExp(`^00-${whole?.traceId}-[\\da-f]{16}-01$`));
  });

  it('of a later version are continued', async () => {
    const { whole, sent } = await traced(`01-${TRACE}-${CLIENT_SPAN}-03-more`);
    expect(whole).toMatchObject({ traceId: TRACE, parentSpanId: CLIENT_SPAN });
    expect(sent).toMatch(new RegExp(`^00-${TRACE}-[\\da-f]{16}-01$`));
  });
});

/** One operation of a client with that header: its span, and the header that the subgraph got. */
async function traced(traceparent: string | undefined) {
  await using collector = await startCollector();
  await using toy = await startToyGateway({ traces: { to: 'collector', url: collector.url } });
  await toy.ask(QUERY, { id: 'p1' }, traceparent === undefined ? {} : { traceparent });
  // The last spans are sent before it has stopped.
  await toy.gateway.stop();
  return {
    whole: collector.spans().find(({ name }) => name === 'query'),
    sent: toy.toys.shop.asked.at(-1)?.headers['traceparent'],
  };
}

describe('what is watched', () => {
  it('is nothing when nobody wants to know', () => {
    expect(watch({ beginSpan: undefined, slow: undefined })).toBeUndefined();
  });

  it('keeps a bounded number of steps, and counts all fetches', () => {
    const records: TraceRecord[] = [];
    const trace = watch({ beginSpan: undefined, slow: { ms: 0, tell: (record) => records.push(record) } })?.operation(
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
    const tracer = watch({ beginSpan: undefined, slow: { ms: 60_000, tell: (record) => records.push(record) } });
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
    startedMs: 100,
    endedMs: 2100.4,
    outcome: 'partial',
    fetches: 1,
    steps: [
      {
        name: 'fetch',
        subgraph: 'people',
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
