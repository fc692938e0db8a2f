import { readFileSync } from 'node:fs';

/**
 * Preloaded into a process (`NODE_OPTIONS=--import …`): its clock is off by what the file `STEPPED_CLOCK` says (ms), and steps
 * when that changes. Timers do not notice, as with a real clock.
 */
const file = process.env['STEPPED_CLOCK'] ?? '';
const TrueDate = Date;
let off = 0;

function read(): void {
  try {
    off = Number(readFileSync(file, 'utf8')) || 0;
  } catch {
    off = 0;
  }
}

const now = () => TrueDate.now() + off;
globalThis.Date = new Proxy(TrueDate, {
  construct: (target, given: unknown[], made) =>
    Reflect.construct(target, given.length === 0 ? [now()] : given, made) as Date,
  apply: () => new TrueDate(now()).toString(),
  get: (target, name, receiver) => (name === 'now' ? now : (Reflect.get(target, name, receiver) as unknown)),
});
read();
setInterval(read, 50).unref();
