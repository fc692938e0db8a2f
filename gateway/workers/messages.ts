/** What a worker tells the process that started it. */
export type FromWorker =
  | { readonly type: 'ready'; readonly url: string }
  /** Asks for the metrics of all. */
  | { readonly type: 'metrics'; readonly id: number };

/** The answer to `metrics`. */
export interface ToWorker {
  readonly type: 'metrics';
  readonly id: number;
  readonly body?: string;
  readonly error?: string;
}

export function isFromWorker(message: unknown): message is FromWorker {
  return isTyped(message) && (message.type === 'ready' || message.type === 'metrics');
}

export function isToWorker(message: unknown): message is ToWorker {
  return isTyped(message) && message.type === 'metrics';
}

/** Other parts send messages between the same processes. */
function isTyped(message: unknown): message is { readonly type: unknown } {
  return typeof message === 'object' && message !== null && 'type' in message;
}
