import { type Logger, pino } from 'pino';

export type { Logger } from 'pino';

/**
 * JSON lines on stdout. What is logged is chosen field by field; should a token or variables slip into an object all
 * the same, they are cut out.
 */
export function createLogger(level: string): Logger {
  return pino({
    level,
    base: { part: 'gateway' },
    redact: { paths: ['authorization', 'variables', '*.authorization', '*.variables', '*.headers'], remove: true },
  });
}
