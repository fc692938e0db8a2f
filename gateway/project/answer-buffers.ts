/** Larger buffers are left to the garbage collector. */
const MAX_BYTES = 1024 * 1024;
/** Buffers that wait to be used again. */
const MAX_WAITING = 8;

/**
 * Buffers of large answers, used again when an answer was sent: memory of this size lives outside the heap, where it is
 * slow to get and counts as garbage long before it is collected.
 */
export class AnswerBuffers {
  readonly #waiting: Buffer<ArrayBuffer>[] = [];
  /** Those that are out and may come back; each can come back once. */
  readonly #lent = new WeakSet<ArrayBufferLike>();

  /** One that nobody uses, if there is one. */
  take(): Buffer<ArrayBuffer> | undefined {
    return this.#waiting.pop();
  }

  /** Says that what is in this buffer now goes to somebody who may give it back. */
  lend(buffer: Buffer<ArrayBuffer>): void {
    if (buffer.length <= MAX_BYTES) this.#lent.add(buffer.buffer);
  }

  /** Takes back an answer that nobody reads any more, whole or in part; anything else is left alone. */
  giveBack({ buffer }: Buffer): void {
    if (!(buffer instanceof ArrayBuffer) || !this.#lent.delete(buffer)) return;
    if (this.#waiting.length < MAX_WAITING) this.#waiting.push(Buffer.from(buffer));
  }
}

/** Those of this process. */
export const answerBuffers = new AnswerBuffers();
