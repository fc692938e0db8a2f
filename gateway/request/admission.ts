import { hubError } from '../errors.js';
import { LoadLimit, type ReadUtilization, STEP_MS } from './load-limit.js';

export interface AdmissionOptions {
  /** Operations that run at a time. */
  readonly maxRunning: number;
  /** The same while the process is as busy as it can be. */
  readonly maxRunningBusy: number;
  /** Operations that may wait for their turn; one more is refused with OVERLOADED. */
  readonly maxWaiting: number;
  /** How long one may wait for its turn. */
  readonly maxWaitMs: number;
}

/** Seconds after which a client that was refused may try again. */
const RETRY_AFTER_S = 1;

interface Waiting {
  readonly enter: () => void;
  readonly refuse: (error: unknown) => void;
}

/** Lets in as many operations as can run; the rest wait in order, or are refused at once when too many do. */
export class Admission {
  #running = 0;
  readonly #waiting: Waiting[] = [];
  readonly #limit: LoadLimit;
  /** Looks whether more can run while some wait and none ends. */
  #looking: NodeJS.Timeout | undefined;

  constructor(
    private readonly options: AdmissionOptions,
    read?: ReadUtilization,
  ) {
    this.#limit = new LoadLimit({ max: options.maxRunning, min: options.maxRunningBusy, read });
  }

  get running(): number {
    return this.#running;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  /** Runs it when its turn comes. Throws OVERLOADED, or the signal's reason when the client leaves before. */
  async run<T>(signal: AbortSignal, task: () => Promise<T>): Promise<T> {
    if (this.#waiting.length > 0 || this.#running >= this.#limit.current) await this.#turn(signal);
    else this.#running++;
    try {
      return await task();
    } finally {
      this.#running--;
      if (this.#waiting.length > 0) this.#admit();
    }
  }

  #admit(): void {
    while (this.#running < this.#limit.current) {
      const next = this.#waiting.shift();
      if (!next) break;
      this.#running++;
      next.enter();
    }
    if (this.#waiting.length > 0) return;
    clearInterval(this.#looking);
    this.#looking = undefined;
  }

  #turn(signal: AbortSignal): Promise<void> {
    if (this.#waiting.length >= this.options.maxWaiting) return Promise.reject(overloaded());
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        enter: () => {
          stop();
          resolve();
        },
        refuse: (error) => {
          stop();
          this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
          if (this.#waiting.length === 0) this.#admit();
          reject(error instanceof Error ? error : new Error(String(error)));
        },
      };
      const late = setTimeout(() => waiting.refuse(overloaded()), this.options.maxWaitMs);
      const leave = () => waiting.refuse(signal.reason);
      const stop = () => {
        clearTimeout(late);
        signal.removeEventListener('abort', leave);
      };
      signal.addEventListener('abort', leave, { once: true });
      this.#waiting.push(waiting);
      this.#looking ??= setInterval(() => this.#admit(), STEP_MS);
    });
  }
}

function overloaded(): Error {
  return hubError('OVERLOADED', undefined, { status: 503, more: { retryAfter: RETRY_AFTER_S } });
}
