import { createBrotliDecompress, createGunzip } from 'node:zlib';

export interface InflateSink {
  readonly data: (chunk: Buffer) => void;
  readonly end: () => void;
  /** The bytes are not what the encoding promises, or are cut short. */
  readonly error: (error: Error) => void;
}

export interface Inflating {
  write(chunk: Buffer): void;
  end(): void;
  /** Nothing comes after this. */
  destroy(): void;
}

/**
 * Takes compressed bytes and gives what they hold, piece by piece, so that whoever receives them can stop before a small
 * answer has become a huge one. Undefined for an encoding that we do not ask for.
 */
export function inflater(encoding: string, sink: InflateSink): Inflating | undefined {
  const stream =
    encoding === 'gzip' || encoding === 'x-gzip'
      ? createGunzip()
      : encoding === 'br'
        ? createBrotliDecompress()
        : undefined;
  if (!stream) return undefined;
  stream.on('data', sink.data);
  stream.once('end', sink.end);
  // Stays: a stream that is destroyed may still report what it was working on.
  stream.on('error', sink.error);
  return {
    write: (chunk) => void stream.write(chunk),
    end: () => void stream.end(),
    destroy: () => void stream.destroy(),
  };
}
