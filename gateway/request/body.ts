import type { IncomingMessage } from 'node:http';
import { hubError } from '../errors.js';
import { decodeBody } from './content-encoding.js';

/**
 * The JSON body of a request; undefined when it is not JSON. `maxBytes` holds before and after decompression. Throws
 * HubError BODY_TOO_LARGE or BAD_REQUEST.
 */
export async function readJson(request: IncomingMessage, maxBytes: number): Promise<unknown> {
  const tooLarge = () =>
    hubError('BODY_TOO_LARGE', `A request body may have ${maxBytes} bytes.`, {
      status: 413,
      more: { limit: maxBytes },
    });
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw tooLarge();
  const received = await readBytes(request, maxBytes, tooLarge);
  if (!/^application\/([\w.+-]+\+)?json\b/i.test(request.headers['content-type'] ?? '')) return undefined;
  const body = await decodeBody(request.headers, received, maxBytes, tooLarge);
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw hubError('BAD_REQUEST', 'The request body is not JSON.', { status: 400 });
  }
}

/** Heard by events: an iterator costs more than all else that is done with a short body. */
function readBytes(request: IncomingMessage, maxBytes: number, tooLarge: () => Error): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const take = (chunk: Buffer) => {
      bytes += chunk.length;
      chunks.push(chunk);
      if (bytes <= maxBytes) return;
      request.off('data', take).pause();
      reject(tooLarge());
    };
    request
      .on('data', take)
      .once('end', () => resolve(Buffer.concat(chunks, bytes)))
      .once('error', reject)
      .once('close', () => {
        if (!request.complete) reject(hubError('CANCELLED'));
      });
  });
}
