import type { Ending } from '#lib/ending';
import { pause } from '#lib/pause';
import type { Logger } from '../observe/logger.js';
import type { Metrics } from '../observe/metrics.js';
import type { Authorize, CircuitState, Operation } from '../operation.js';
import { type Answer, readAnswer } from './answer.js';
import { Circuit, type CircuitOptions } from './circuit.js';
import { InFlight } from './in-flight.js';
import { pauseBefore, RetryBudget, type RetryOptions } from './retry.js';
import type { Ask, SubgraphCall } from './run.js';
import { type Reply, SubgraphClient, type SubgraphClientOptions } from './subgraph-client.js';

export interface AskOptions {
  /** Longest wait for one answer of a subgraph; never longer than what is left of the operation's own time. */
  readonly timeoutMs: number;
  /** By subgraph, where it differs. */
  readonly timeoutsMs: Readonly<Record<string, number>>;
  readonly retry: RetryOptions;
  readonly circuit: CircuitOptions;
  /** Whether equal reads with equal rights that are under way at the same time are made once. */
  readonly shareReads: boolean;
}

export interface AskParts {
  readonly clientOptions: SubgraphClientOptions;
  readonly authorize: Authorize;
  readonly options: AskOptions;
  readonly metrics: Metrics;
  readonly log: Logger;
}

/** One subgraph as it is called. */
interface Target {
  readonly name: string;
  readonly url: string;
  readonly client: SubgraphClient;
  readonly circuit: Circuit;
  readonly budget: RetryBudget;
  readonly timeoutMs: number;
}

/** Calls subgraphs on behalf of whoever sent the operation; counts and logs what came of it. */
export class Subgraphs implements AsyncDisposable {
  readonly #targets = new Map<string, Target>();
  readonly #reads = new InFlight<Reply>();

  constructor(private readonly parts: AskParts) {}

  /** Which subgraphs there are, and where. Connections to one that stays where it is stay open. */
  update(subgraphs: readonly { readonly name: string; readonly url: string }[]): void {
    const { retry, circuit, timeoutMs, timeoutsMs } = this.parts.options;
    const before = new Map(this.#targets);
    this.#targets.clear();
    for (const { name, url } of subgraphs) {
      const known = before.get(name);
      if (known?.url === url) {
        this.#targets.set(name, known);
        before.delete(name);
        continue;
      }
      this.#targets.set(name, {
        name,
        url,
        client: new SubgraphClient(url, this.parts.clientOptions),
        circuit: new Circuit(circuit),
        budget: new RetryBudget(retry.budget),
        timeoutMs: timeoutsMs[name] ?? timeoutMs,
      });
    }
    // Calls that are under way end as they would.
    for (const { client } of before.values()) void client.close();
  }

  /** Whether each subgraph answers now. */
  async probe(): Promise<Readonly<Record<string, 'up' | 'down'>>> {
    const probed = [...this.#targets.values()].map(
      async ({ name, client }) => [name, (await client.isUp()) ? 'up' : 'down'] as const,
    );
    return Object.fromEntries(await Promise.all(probed));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.#targets.values()].map(({ client }) => client[Symbol.asyncDispose]()));
  }

  /** Of each subgraph, whether calls are let through. */
  circuits(): ReadonlyMap<string, CircuitState> {
    return new Map([...this.#targets].map(([name, { circuit }]) => [name, circuit.state]));
  }

  readonly ask: Ask = async (call, operation) => {
    const { subgraph } = call;
    const target = this.#targets.get(subgraph);
    if (!target) throw new Error(`the plan names ${subgraph}, which the supergraph does not have`);
    const { metrics, log } = this.parts;
    const authorization = await this.parts.authorize(operation.identity, subgraph);
    operation.signal.throwIfAborted();
    const started = performance.now();
    if (operation.tally) operation.tally.calls++;
    const step = operation.trace?.step('fetch', subgraph);
    const traceparent = step?.traceparent;
    const sent = traceparent === operation.traceparent ? operation : { ...operation, traceparent };
    const reply = await this.#reply(target, call, authorization, sent).catch((error: unknown) => {
      step?.end('CANCELLED');
      throw error;
    });
    const answer: Answer = reply.kind === 'reply' ? readAnswer(reply.status, reply.body, call.reader) : reply;
    if (reply.kind === 'reply' && call.reader?.missed === true) metrics.parsed(subgraph);
    const outcome = answer.kind === 'failure' ? answer.code : answer.errors.length > 0 ? 'ERRORS' : 'ok';
    step?.end(outcome, answer.kind === 'failure' ? 0 : answer.errors.length);
    metrics.fetch(subgraph, outcome, (performance.now() - started) / 1000);
    if (answer.kind === 'failure') {
      const { code, detail } = answer;
      log.warn({ requestId: operation.requestId, subgraph, code, detail }, 'subgraph gave no answer');
    }
    return answer;
  };

  #reply(target: Target, call: SubgraphCall, authorization: string | undefined, operation: Operation): Promise<Reply> {
    if (call.kind !== 'query') return this.#send(target, call, authorization, operation, operation.signal);
    if (!this.parts.options.shareReads) return this.#read(target, call, authorization, operation, operation.signal);
    // Who sends the same credentials has the same rights: a signature is made for rights and purpose, not for a request.
    const owner = `${target.name}\n${authorization ?? ''}`;
    // The call has the subgraph's whole time, whoever began it; each asker waits no longer than its own time.
    const now = performance.now();
    const own = { ...call, deadline: Math.max(call.deadline, now + target.timeoutMs) };
    const shared = this.#reads.share(
      owner,
      call.body,
      operation.signal,
      (signal) => this.#read(target, own, authorization, operation, signal),
      () => this.parts.metrics.shared(target.name),
    );
    return call.deadline >= now + target.timeoutMs ? shared : within(call.deadline - now, shared);
  }

  /** Tries again when the subgraph cannot be reached: reading twice does no harm. */
  async #read(
    target: Target,
    call: SubgraphCall,
    authorization: string | undefined,
    operation: Operation,
    signal: Ending,
  ): Promise<Reply> {
    const { retry } = this.parts.options;
    target.budget.save();
    for (let attempt = 0; ; attempt++) {
      const reply = await this.#send(target, call, authorization, operation, signal);
      const isLost =
        reply.kind === 'failure'
          ? reply.code === 'DOWN' && reply.more === undefined && !reply.begun
          : isAway(reply.status);
      if (!isLost || attempt >= retry.maxRetries || !target.budget.spend()) return reply;
      const wait = pauseBefore(attempt, retry);
      if (performance.now() + wait >= call.deadline) return reply;
      this.parts.metrics.retried(target.name);
      await pause(wait, signal);
    }
  }

  async #send(
    { name, client, circuit, timeoutMs }: Target,
    { body, deadline }: SubgraphCall,
    authorization: string | undefined,
    { requestId, traceparent }: Operation,
    signal: Ending,
  ): Promise<Reply> {
    const left = Math.min(timeoutMs, deadline - performance.now());
    if (left <= 0) return { kind: 'failure', code: 'TIMEOUT', detail: 'the time of the operation is over' };
    const as = circuit.enter();
    if (!as) {
      const retryAfter = Math.ceil(circuit.retryAfterMs / 1000);
      return { kind: 'failure', code: 'DOWN', detail: 'its circuit is open', more: { retryAfter } };
    }
    const before = circuit.state;
    try {
      const reply = await client.ask({ body, authorization, requestId, traceparent, timeoutMs: left, signal });
      circuit.leave(as, reply.kind === 'failure' ? reply.code !== 'INVALID_ANSWER' : isAway(reply.status));
      if (circuit.state !== before) {
        this.parts.log.warn({ subgraph: name, circuit: circuit.state }, 'circuit of a subgraph changed');
      }
      return reply;
    } catch (error) {
      circuit.leave(as, undefined);
      throw error;
    }
  }
}

async function within(ms: number, reply: Promise<Reply>): Promise<Reply> {
  const { promise, resolve } = Promise.withResolvers<Reply>();
  const late: Reply = { kind: 'failure', code: 'TIMEOUT', detail: 'the time of the operation is over' };
  const timer = setTimeout(() => resolve(late), ms);
  try {
    return await Promise.race([reply, promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** What a proxy answers for a server that it cannot reach. */
function isAway(status: number): boolean {
  return status === 502 || status === 503 || status === 504;
}
