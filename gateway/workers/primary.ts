import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';
import { AggregatorRegistry } from 'prom-client';
import type { Logger } from '../observe/logger.js';
import { isFromWorker, type ToWorker } from './messages.js';

export interface PrimaryOptions {
  readonly count: number;
  /** A worker that does not end by itself is killed after this long. */
  readonly stopLimitMs: number;
  readonly log: Logger;
}

/** Pause before a worker that died is replaced; doubled for each that dies before it serves. */
const RESTART_MS = 100;
const MAX_RESTART_MS = 10_000;

/**
 * Several gateways on one port, each a process of its own. Connections go to them in turn. This process answers nothing
 * itself: it replaces workers that die, passes signals on, and adds up their metrics.
 */
export class Primary {
  readonly #metrics = new AggregatorRegistry();
  readonly #timers = new Set<NodeJS.Timeout>();
  #failures = 0;
  #stopping: Promise<void> | undefined;

  private constructor(
    private readonly options: PrimaryOptions,
    readonly url: string,
  ) {}

  /** Resolves when all serve. Undefined when the first cannot; it has said why. */
  static async start(options: PrimaryOptions): Promise<Primary | undefined> {
    // Were all started at once, all would say the same about a wrong setting.
    const first = cluster.fork();
    const url = await urlOf(first);
    if (url === undefined) return undefined;
    const primary = new Primary(options, url);
    primary.#keep(first);
    const others = Array.from({ length: options.count - 1 }, () => primary.#fork());
    await Promise.all(others.map(urlOf));
    options.log.info({ url, workers: options.count }, 'workers serve');
    return primary;
  }

  /** Each reads its supergraph again. */
  reload(): void {
    for (const worker of living()) worker.process.kill('SIGHUP');
  }

  /** Each stops as a single gateway does. Can be called again. */
  stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  async #stop(): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer);
    await Promise.all(
      living().map(async (worker) => {
        const ended = once(worker, 'exit');
        worker.process.kill('SIGTERM');
        const impatient = setTimeout(() => worker.process.kill('SIGKILL'), this.options.stopLimitMs);
        await ended;
        clearTimeout(impatient);
      }),
    );
  }

  #fork(): Worker {
    const worker = cluster.fork();
    this.#keep(worker);
    return worker;
  }

  #keep(worker: Worker): void {
    worker.on('message', (message: unknown) => {
      if (!isFromWorker(message)) return;
      if (message.type === 'ready') this.#failures = 0;
      else void this.#tellMetrics(worker, message.id);
    });
    worker.once('exit', (code: number | null, signal: string | null) => {
      if (this.#stopping) return;
      const ms = Math.min(RESTART_MS * 2 ** this.#failures, MAX_RESTART_MS);
      this.#failures++;
      this.options.log.error({ pid: worker.process.pid, code, signal, restartInMs: ms }, 'a worker died');
      const timer = setTimeout(() => {
        this.#timers.delete(timer);
        this.#fork();
      }, ms);
      this.#timers.add(timer);
    });
  }

  async #tellMetrics(worker: Worker, id: number): Promise<void> {
    let answer: ToWorker;
    try {
      answer = { type: 'metrics', id, body: await this.#metrics.clusterMetrics() };
    } catch (error) {
      answer = { type: 'metrics', id, error: String((error as Error).message) };
    }
    if (worker.isConnected()) worker.send(answer);
  }
}

/** The address that a worker serves at; undefined when it died before it did. */
function urlOf(worker: Worker): Promise<string | undefined> {
  return new Promise((resolve) => {
    worker.once('exit', () => resolve(undefined));
    worker.on('message', (message: unknown) => {
      if (isFromWorker(message) && message.type === 'ready') resolve(message.url);
    });
  });
}

function living(): Worker[] {
  return Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined && !worker.isDead()) as Worker[];
}
