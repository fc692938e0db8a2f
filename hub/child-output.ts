import type { Readable } from 'node:stream';
import type { LogFile } from './log-file.js';

/** Lines kept to be shown when a process ends before it is ready. */
const KEPT_LINES = 20;
const MAX_LINE = 64 * 1024;
/** pino's number for warnings. */
const WARN = 40;

/** Follows what a process writes: everything to its log file, warnings and errors also to `warn`. */
export class ChildOutput {
  readonly #log: LogFile;
  readonly #warn: (line: string) => void;
  readonly #last: string[] = [];

  constructor(log: LogFile, warn: (line: string) => void) {
    this.#log = log;
    this.#warn = warn;
  }

  /** Resolves when the stream has ended and all of it was taken. */
  follow(stream: Readable): Promise<void> {
    let rest = '';
    stream.setEncoding('utf8');
    stream.on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      if (rest.length > MAX_LINE) {
        lines.push(rest);
        rest = '';
      }
      for (const line of lines) this.#take(line);
    });
    return new Promise((resolve) => {
      stream.once('close', () => {
        if (rest !== '') this.#take(rest);
        resolve();
      });
    });
  }

  /** The last lines, readable, since the process started. */
  last(): string {
    return this.#last.join('\n');
  }

  restart(): void {
    this.#last.length = 0;
  }

  #take(line: string): void {
    if (line.trim() === '') return;
    this.#log.write(`${line}\n`);
    const said = readable(line);
    this.#last.push(said.text);
    if (this.#last.length > KEPT_LINES) this.#last.shift();
    if (said.level >= WARN) this.#warn(said.text);
  }
}

/** What every line of a process has in common says nothing on the console. */
const COMMON = new Set(['level', 'msg', 'err', 'time', 'pid', 'hostname', 'name', 'part']);

/** A line of JSON as pino writes it, or plain text, which only comes from Node itself and is bad news. */
function readable(line: string): { level: number; text: string } {
  let fields: Record<string, unknown>;
  try {
    fields = JSON.parse(line) as Record<string, unknown>;
  } catch {
    return { level: WARN, text: line };
  }
  const { level, msg, err } = fields;
  if (typeof level !== 'number') return { level: WARN, text: line };
  const cause = typeof err === 'object' && err !== null && 'message' in err ? `: ${String(err.message)}` : '';
  const details = Object.entries(fields).filter(([name]) => !COMMON.has(name));
  const more = details.length > 0 ? ` ${JSON.stringify(Object.fromEntries(details))}` : '';
  return { level, text: `${String(msg ?? '')}${cause}${more}` };
}
