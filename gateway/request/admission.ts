import { hubError } from '../errors.js';

export interface AdmissionOptions {
  /** Operations that run at a time. */
  readonly maxRunning: number;
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

  constructor(private readonly options: AdmissionOptions) {}

  get running(): number {
    return this.#running;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  /** Runs it when its turn comes. Throws OVERLOADED, or the signal's reason when the client leaves before. */
  async run<T>(signal: AbortSignal, task: () => Promise<T>): Promise<T> {
    if (this.#running >= this.options.maxRunning) await this.#turn(signal);
    else this.#running++;
    try {
      return await task();
    } finally {
      const next = this.#waiting.shift();
      // The place is handed on: the count stays.
      if (next) next.enter();
      else this.#running--;
    }
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
    });
  }
}

function overloaded(): Error {
  return hubError('OVERLOADED', undefined, { status: 503, more: { retryAfter: RETRY_AFTER_S } });
}
