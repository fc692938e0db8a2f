import type { IncomingMessage } from 'node:http';
import { hubError } from '../errors.js';

/** The JSON body of a request; undefined when it is not JSON. Throws HubError BODY_TOO_LARGE or BAD_REQUEST. */
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
  try {
    return JSON.parse(Buffer.concat(chunks, bytes).toString('utf8'));
  } catch {
    throw hubError('BAD_REQUEST', 'The request body is not JSON.', { status: 400 });
  }
}
