import type { Msg, NatsConnection, Subscription } from '@nats-io/transport-node';
import { decodeFrame, encodeFrame, type Frame, FRAME_HEAD } from './frame.js';

export interface NatsSocketParts {
  readonly connection: NatsConnection;
  /** The subject of the other end, and of this one. */
  readonly to: string;
  readonly own: string;
  /** Largest message that is taken (bytes); a larger one closes the socket with 1009. */
  readonly maxMessageBytes: number;
  /** Called once when it is closed, by whichever end, before `onClose`. */
  readonly ended?: () => void;
}

/** What is under way without being acknowledged, and from when on it is acknowledged. */
const WINDOW = { frames: 256, bytes: 2 * 1024 * 1024 };
const ACKNOWLEDGED_AFTER = { frames: 32, bytes: 128 * 1024 };
/** What may wait for room in the window; beyond it the other end is as good as gone. */
const MAX_WAITING_BYTES = 64 * 1024 * 1024;
/** Each end says that often that it is alive. The server answers at once when the other one is gone; one that hangs is quiet. */
const HEARTBEAT_MS = 1000;
const QUIET_MS = 6000;
const NOBODY_THERE = 503;
/** Where the server does not say how large a message may be. */
const MAX_PAYLOAD = 1024 * 1024;

const TOO_LARGE = 1009;
/** As of a WebSocket that broke: nobody said goodbye. */
export const BROKEN = 1006;

interface Waiting {
  readonly frames: readonly { readonly kind: 'part' | 'message'; readonly body: Uint8Array }[];
  readonly bytes: number;
  readonly sent: () => void;
}

/** One end of a socket over NATS; see the README of this folder. Whoever makes it gives it what arrives (`hear`). */
export class NatsSocket {
  /** Hears of each message. */
  onMessage: (text: string) => void = () => undefined;
  /** Hears once that the socket is closed, by whichever end. */
  onClose: (code: number, reason: string) => void = () => undefined;

  readonly #waiting: Waiting[] = [];
  readonly #underWay: number[] = [];
  #waitingBytes = 0;
  #underWayBytes = 0;
  #sent = 0;
  #acknowledged = 0;
  #received = 0;
  #unseen = { frames: 0, bytes: 0 };
  #parts: Uint8Array[] = [];
  #partBytes = 0;
  #heardAt = performance.now();
  #isClosed = false;
  #subscription: Subscription | undefined;
  readonly #heart: NodeJS.Timeout;

  constructor(private readonly parts: NatsSocketParts) {
    this.#heart = setInterval(() => this.#beat(), HEARTBEAT_MS);
    this.#heart.unref();
  }

  /** The subscription to its subject, which ends with it. */
  listensBy(subscription: Subscription): void {
    this.#subscription = subscription;
  }

  /** Resolves when it is under way, which is once the other end has taken enough of what was sent before, or the socket is closed. */
  send(text: string): Promise<void> | void {
    if (this.parts.connection.isClosed()) this.#end(BROKEN, 'the connection is closed', false);
    if (this.#isClosed) return undefined;
    const body = Buffer.from(text);
    const frames = this.#split(body);
    if (this.#waiting.length === 0 && this.#hasRoom) {
      this.#publish(frames);
      return undefined;
    }
    this.#waitingBytes += body.length;
    if (this.#waitingBytes > MAX_WAITING_BYTES) {
      this.#end(BROKEN, 'the other end takes nothing', true);
      return undefined;
    }
    return new Promise((sent) => this.#waiting.push({ frames, bytes: body.length, sent }));
  }

  close(code: number, reason: string): void {
    this.#end(code, reason, true);
  }

  /** What arrived at its subject. */
  hear({ data, headers }: Pick<Msg, 'data' | 'headers'>): void {
    if (this.#isClosed) return;
    if (headers?.code === NOBODY_THERE) return this.#end(BROKEN, 'the other end is gone', false);
    this.#heardAt = performance.now();
    const frame = decodeFrame(data);
    if (!frame) return this.#end(1002, 'not understood', true);
    if (frame.kind === 'seen') return this.#acknowledge(frame.number);
    if (frame.kind === 'close') return this.#end(frame.number, Buffer.from(frame.body).toString(), false);
    if (frame.kind === 'message' || frame.kind === 'part') this.#receive(frame);
  }

  get #hasRoom(): boolean {
    return this.#underWay.length < WINDOW.frames && this.#underWayBytes < WINDOW.bytes;
  }

  #split(body: Uint8Array): Waiting['frames'] {
    const most = (this.parts.connection.info?.max_payload ?? MAX_PAYLOAD) - FRAME_HEAD;
    if (body.length <= most) return [{ kind: 'message', body }];
    const count = Math.ceil(body.length / most);
    return Array.from({ length: count }, (_, part) => ({
      kind: part === count - 1 ? ('message' as const) : ('part' as const),
      body: body.subarray(part * most, (part + 1) * most),
    }));
  }

  #publish(frames: Waiting['frames']): void {
    for (const { kind, body } of frames) {
      this.#sent += 1;
      this.#underWay.push(body.length);
      this.#underWayBytes += body.length;
      this.parts.connection.publish(this.parts.to, encodeFrame(kind, this.#sent, body));
    }
  }

  #acknowledge(number: number): void {
    while (this.#acknowledged < number && this.#underWay.length > 0) {
      this.#acknowledged += 1;
      this.#underWayBytes -= this.#underWay.shift() ?? 0;
    }
    while (this.#hasRoom) {
      const next = this.#waiting.shift();
      if (!next) return;
      this.#waitingBytes -= next.bytes;
      this.#publish(next.frames);
      next.sent();
    }
  }

  #receive({ kind, number, body }: Frame): void {
    if (number !== this.#received + 1) return this.#end(BROKEN, 'a message was lost', true);
    this.#received = number;
    this.#partBytes += body.length;
    if (this.#partBytes > this.parts.maxMessageBytes) return this.#end(TOO_LARGE, 'too large', true);
    this.#parts.push(body);
    this.#see(body.length);
    if (kind === 'part') return;
    const text = Buffer.concat(this.#parts).toString('utf8');
    this.#parts = [];
    this.#partBytes = 0;
    this.onMessage(text);
  }

  #beat(): void {
    if (performance.now() - this.#heardAt > QUIET_MS) return this.#end(BROKEN, 'nothing was heard', true);
    this.#tellSeen();
  }

  #see(bytes: number): void {
    this.#unseen.frames += 1;
    this.#unseen.bytes += bytes;
    if (this.#unseen.frames < ACKNOWLEDGED_AFTER.frames && this.#unseen.bytes < ACKNOWLEDGED_AFTER.bytes) return;
    this.#tellSeen();
  }

  #tellSeen(): void {
    this.#unseen = { frames: 0, bytes: 0 };
    const { connection, to, own } = this.parts;
    if (!connection.isClosed()) connection.publish(to, encodeFrame('seen', this.#received), { reply: own });
  }

  #end(code: number, reason: string, tell: boolean): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    clearInterval(this.#heart);
    this.#subscription?.unsubscribe();
    const { connection, to } = this.parts;
    if (tell && !connection.isClosed()) connection.publish(to, encodeFrame('close', code, reason));
    for (const { sent } of this.#waiting.splice(0)) sent();
    this.parts.ended?.();
    this.onClose(code, reason);
  }
}
