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
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw tooLarge();
    chunks.push(chunk);
  }
  if (!/^application\/([\w.+-]+\+)?json\b/i.test(request.headers['content-type'] ?? '')) return undefined;
  const body = await decodeBody(request.headers, Buffer.concat(chunks, bytes), maxBytes, tooLarge);
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw hubError('BAD_REQUEST', 'The request body is not JSON.', { status: 400 });
  }
}
