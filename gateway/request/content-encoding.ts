import type { IncomingHttpHeaders } from 'node:http';
import { promisify } from 'node:util';
import { brotliCompress, brotliDecompress, constants, gunzip, gzip, inflate } from 'node:zlib';
import Negotiator from 'negotiator';
import { hubError } from '../errors.js';

/** What is smaller fits one network packet, and is sent as it is (bytes). */
const MIN_BYTES = 1400;

/** Fast levels: answers are made once, and sent once. */
const ENCODERS = {
  br: (bytes: Buffer) =>
    promisify(brotliCompress)(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: 4,
        [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    }),
  gzip: (bytes: Buffer) => promisify(gzip)(bytes, { level: 4 }),
} as const;

const DECODERS: Readonly<Record<string, (bytes: Buffer, maxOutputLength: number) => Promise<Buffer>>> = {
  br: (bytes, maxOutputLength) => promisify(brotliDecompress)(bytes, { maxOutputLength }),
  gzip: (bytes, maxOutputLength) => promisify(gunzip)(bytes, { maxOutputLength }),
  'x-gzip': (bytes, maxOutputLength) => promisify(gunzip)(bytes, { maxOutputLength }),
  deflate: (bytes, maxOutputLength) => promisify(inflate)(bytes, { maxOutputLength }),
};

export interface Encoded {
  readonly encoding: keyof typeof ENCODERS | undefined;
  readonly bytes: Buffer;
}

/** The bytes as the client likes them best (RFC 9110 §12.5.3): brotli, gzip, or as they are. */
export async function encodeFor(headers: IncomingHttpHeaders, bytes: Buffer): Promise<Encoded> {
  if (bytes.length < MIN_BYTES || headers['accept-encoding'] === undefined) return { encoding: undefined, bytes };
  const chosen = new Negotiator({ headers }).encodings(['br', 'gzip', 'identity'])[0];
  if (chosen !== 'br' && chosen !== 'gzip') return { encoding: undefined, bytes };
  return { encoding: chosen, bytes: await ENCODERS[chosen](bytes) };
}

/**
 * What a request body holds, at most `maxBytes` of it (RFC 9110 §8.4). Throws HubError BAD_REQUEST, with status 415 for
 * an encoding that is not spoken here, and whatever `tooLarge` makes.
 */
export async function decodeBody(
  { 'content-encoding': encoding = 'identity' }: IncomingHttpHeaders,
  bytes: Buffer,
  maxBytes: number,
  tooLarge: () => Error,
): Promise<Buffer> {
  if (encoding === 'identity') return bytes;
  const decode = Object.hasOwn(DECODERS, encoding.toLowerCase()) ? DECODERS[encoding.toLowerCase()] : undefined;
  if (!decode) {
    throw hubError('BAD_REQUEST', `A request body may be encoded with ${Object.keys(DECODERS).join(', ')}.`, {
      status: 415,
    });
  }
  try {
    return await decode(bytes, maxBytes);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge();
    throw hubError('BAD_REQUEST', `The request body is not ${encoding}.`, { status: 400 });
  }
}
