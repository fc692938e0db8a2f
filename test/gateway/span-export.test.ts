import { fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { trace } from '@opentelemetry/api';
import { projectRoot } from '#lib/project-root';
import { pino } from 'pino';
import { describe, expect, it, vi } from 'vitest';
import { openTracer } from '../../gateway/observe/open-tracer.js';
import type { Tracer } from '../../gateway/observe/trace.js';
import { until } from '../until.js';
import { resourceIn, spansIn, startCollector } from './collector.js';
import { ask, composeToys, temporaryFolder } from './toy-gateway.js';
import { serveToys } from './toy-subgraphs.js';
import { World } from './toy-world.js';

/** Spans that wait at most, and of one message. */
const MAX_WAITING = 4096;
const BATCH = 512;

/** A tracer that sends to `url`, with what it tells. */
async function openSender(url: string) {
  const lines: string[] = [];
  const log = pino({}, new Writable({ write: (chunk: Buffer, _, done) => (lines.push(chunk.toString()), done()) }));
  let dropped = 0;
  const opened = await openTracer({
    traces: { to: 'collector', url },
    slowMs: 0,
    onDropped: (count) => (dropped += count),
    log,
  });
  return {
    /** One span each. */
    operate(count = 1): void {
      for (let at = 0; at < count; at++) operate(opened.tracer);
    },
    dropped: () => dropped,
    lines,
    [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose](),
  };
}

function operate(tracer: Tracer | undefined): void {
  const subject = { kind: 'query', operationName: 'Cart', documentHash: 'h', requestId: 'r1' } as const;
  tracer?.operation({ ...subject, traceparent: undefined }).end('complete');
}

describe('the last spans', () => {
  it('are sent before a stop is over, also more than one message has', async () => {
    await using collector = await startCollector();
    {
      await using sender = await openSender(collector.url);
      sender.operate(3 * BATCH + 1);
    }
    expect(collector.spans()).toHaveLength(3 * BATCH + 1);
    for (const message of collector.texts) expect(spansIn(message).length).toBeLessThanOrEqual(BATCH);
  });

  it('do not hold up a stop when the collector does not answer, or never comes to an end with it', async () => {
    const never = new Promise<number>(() => {});
    await using silent = await startCollector(() => never);
    await using endless = await startEndless();
    const senders = [await openSender(silent.url), await openSender(endless.url)];
    const started = performance.now();
    await Promise.all(
      senders.map((sender) => {
        sender.operate();
        return sender[Symbol.asyncDispose]();
      }),
    );
    expect(silent.texts).toHaveLength(1);
    expect(performance.now() - started).toBeLessThan(9000);
  });
});

/** Answers a byte at a time, for ever. */
async function startEndless() {
  const timers = new Set<NodeJS.Timeout>();
  const server = createServer((_, response) => {
    response.writeHead(200);
    timers.add(setInterval(() => response.write(' '), 200));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/traces`,
    async [Symbol.asyncDispose]() {
      for (const timer of timers) clearInterval(timer);
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

describe('spans', () => {
  it('that the collector is too slow for are dropped and counted, and the others are not lost', async () => {
    const { promise: released, resolve: release } = Promise.withResolvers<number>();
    await using collector = await startCollector(() => released);
    {
      await using sender = await openSender(collector.url);
      sender.operate(MAX_WAITING + 100);
      expect(sender.dropped()).toBe(100);
      await until('the first message is on its way', () => collector.texts.length > 0);
      sender.operate();
      expect(sender.dropped()).toBe(101);
      release(200);
      await until('there is room again', () => collector.texts.length > 1);
      sender.operate();
      expect(sender.dropped()).toBe(101);
    }
    expect(collector.spans()).toHaveLength(MAX_WAITING + 1);
  });

  it('that the collector cannot take yet are sent again', async () => {
    const answers = [503, 200];
    await using collector = await startCollector(() => answers.shift() ?? 200);
    await using sender = await openSender(collector.url);
    sender.operate();
    await until('the span is taken', () => collector.spans().length === 1);
    expect(collector.texts).toHaveLength(2);
    expect(sender.dropped()).toBe(0);
    expect(sender.lines).toEqual([]);
  });

  it('after a stop are counted', async () => {
    await using collector = await startCollector();
    const sender = await openSender(collector.url);
    await sender[Symbol.asyncDispose]();
    sender.operate();
    expect(sender.dropped()).toBe(1);
  });

  it('carry what the standard variables say of this gateway, with the headers that the collector wants', async () => {
    vi.stubEnv('OTEL_RESOURCE_ATTRIBUTES', 'deployment.environment.name=test');
    vi.stubEnv('OTEL_EXPORTER_OTLP_HEADERS', 'x-key=swordfish');
    vi.stubEnv('OTEL_EXPORTER_OTLP_ENDPOINT', 'http://127.0.0.1:9');
    try {
      await using collector = await startCollector();
      {
        await using sender = await openSender(collector.url);
        sender.operate();
      }
      expect(collector.headers[0]).toMatchObject({ 'x-key': 'swordfish', 'content-type': 'application/json' });
      expect(resourceIn(collector.texts[0] ?? '')).toMatchObject({
        'service.name': 'liandong-gateway',
        'deployment.environment.name': 'test',
      });
    } finally {
      vi.unstubAllEnvs();
    }
  });

  it('are made for this gateway alone: nothing is registered for the process', async () => {
    await using collector = await startCollector();
    await using sender = await openSender(collector.url);
    sender.operate();
    const span = trace.getTracer('another').startSpan('another');
    expect(span.isRecording()).toBe(false);
  });
});

it('an outage of the collector is logged once, the next one again', async () => {
  let status = 500;
  await using collector = await startCollector(() => status);
  await using sender = await openSender(collector.url);
  const lose = async (count: number) => {
    const before = sender.dropped();
    sender.operate(count);
    await until('they are lost', () => sender.dropped() === before + count);
  };
  await lose(BATCH);
  await lose(BATCH);
  expect(sender.lines).toHaveLength(1);
  expect(JSON.parse(sender.lines[0] ?? '')).toMatchObject({ msg: 'the collector takes no traces', code: 500 });
  status = 200;
  sender.operate(BATCH);
  await until('it takes them again', () => collector.spans().length === BATCH);
  status = 500;
  await lose(BATCH);
  expect(sender.lines).toHaveLength(2);
});

/** Fails as soon as a package of OpenTelemetry is loaded; its API is let through, which prom-client loads by itself. */
const REFUSE = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from 'node:module';
  registerHooks({
    resolve(specifier, context, next) {
      if (/^@opentelemetry\\/(?!api$)/.test(specifier)) throw new Error('loaded ' + specifier);
      return next(specifier, context);
    },
  });
`)}`;

/** A gateway as a process of its own. */
async function startProcess(traces: string, execArgv: string[] = []) {
  await using stack = new AsyncDisposableStack();
  const toys = stack.use(await serveToys(new World()));
  const folder = stack.use(await temporaryFolder());
  const file = join(folder.path, 'supergraph.graphql');
  await writeFile(file, composeToys(toys));
  const child = fork(
    join(projectRoot(), 'dist', 'gateway', 'main.js'),
    ['--supergraph', file, '--open', '--port', '0'],
    { env: { ...process.env, HUB_TRACES: traces, HUB_LOG_LEVEL: 'silent' }, execArgv, silent: true },
  );
  const said = Promise.all([child.stdout, child.stderr].map((stream) => (stream ? text(stream) : '')));
  const ended = once(child, 'close');
  const ready = once(child, 'message').then(([message]) => (message as { url: string }).url);
  const owned = stack.move();
  return {
    /** Undefined: it ended instead of serving. */
    url: await Promise.race([ready, ended.then(() => undefined)]),
    async stop() {
      child.kill('SIGTERM');
      await ended;
      const [printed = '', complained = ''] = await said;
      return { printed, complained };
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await owned.disposeAsync();
    },
  };
}

describe('a gateway', () => {
  it('whose traces are off loads nothing of OpenTelemetry', async () => {
    await using off = await startProcess('off', ['--import', REFUSE]);
    const answer = await ask(off.url ?? '', '{ person(id: "p1") { name } }');
    expect(answer.errors).toBeUndefined();
    await using on = await startProcess('stdout', ['--import', REFUSE]);
    expect(on.url).toBeUndefined();
    expect((await on.stop()).complained).toContain('loaded @opentelemetry/');
  });

  it('prints one line of JSON for each span when it is told so', async () => {
    await using gateway = await startProcess('stdout');
    await ask(gateway.url ?? '', 'query Who { person(id: "p1") { name } }');
    const { printed } = await gateway.stop();
    const lines = printed.trimEnd().split('\n');
    expect(lines.flatMap(spansIn).map(({ name }) => name)).toEqual(['plan', 'fetch people', 'project', 'query']);
    expect(lines).toHaveLength(4);
    expect(resourceIn(lines[0] ?? '')).toMatchObject({ 'service.name': 'liandong-gateway' });
  });
});
