/** `open` and `accept` begin a socket, `part` and `message` carry text, `seen` acknowledges, `close` ends. */
export type FrameKind = 'open' | 'accept' | 'part' | 'message' | 'seen' | 'close';

export interface Frame {
  readonly kind: FrameKind;
  /** Which message or part it is, counted from 1; of `seen` the last one received; of `close` the code. */
  readonly number: number;
  readonly body: Uint8Array;
}

const KINDS: readonly FrameKind[] = ['open', 'accept', 'part', 'message', 'seen', 'close'];
/** Bytes before the body: one of the kind, four of the number. */
export const FRAME_HEAD = 5;

export function encodeFrame(kind: FrameKind, number: number, body: Uint8Array | string = ''): Uint8Array {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  const frame = Buffer.allocUnsafe(FRAME_HEAD + bytes.length);
  frame.writeUInt8(KINDS.indexOf(kind));
  frame.writeUInt32BE(number, 1);
  frame.set(bytes, FRAME_HEAD);
  return frame;
}

/** Undefined when it is no frame. */
export function decodeFrame(data: Uint8Array): Frame | undefined {
  const kind = KINDS[data[0] ?? KINDS.length];
  if (kind === undefined || data.length < FRAME_HEAD) return undefined;
  const number = new DataView(data.buffer, data.byteOffset, data.byteLength).getUint32(1);
  return { kind, number, body: data.subarray(FRAME_HEAD) };
}
