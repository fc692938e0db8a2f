import { AggregatorRegistry, type Registry } from 'prom-client';
import type { MetricsText } from '../observe/metrics.js';
import { type FromWorker, isToWorker } from './messages.js';

/** How long the others may take (ms). */
const WAIT_MS = 6000;

/** Makes this worker's metrics known to the primary, and answers with those of all workers. */
export function sharedMetrics(own: Registry): () => Promise<MetricsText> {
  AggregatorRegistry.setRegistries([own]);
  // Its constructor starts answering the primary's questions.
  const { contentType } = new AggregatorRegistry();
  let last = 0;
  return () =>
    new Promise((resolve, reject) => {
      const id = ++last;
      const end = () => {
        clearTimeout(timer);
        process.off('message', hear);
      };
      const hear = (message: unknown) => {
        if (!isToWorker(message) || message.id !== id) return;
        end();
        const { body, error } = message;
        if (body !== undefined) resolve({ type: contentType, body });
        else reject(new Error(`the metrics of all workers could not be had: ${error}`));
      };
      const timer = setTimeout(() => {
        end();
        reject(new Error('the metrics of all workers did not come'));
      }, WAIT_MS);
      process.on('message', hear);
      process.send?.({ type: 'metrics', id } satisfies FromWorker);
    });
}
