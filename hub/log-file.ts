import { closeSync, existsSync, fstatSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** A log file that never takes more than three times its size: it is renamed to `.1`, and that to `.2`, when full. */
export class LogFile implements Disposable {
  readonly #path: string;
  readonly #maxBytes: number;
  #handle: number;
  #bytes: number;

  constructor(path: string, maxBytes = 10 * 1024 * 1024) {
    mkdirSync(dirname(path), { recursive: true });
    this.#path = path;
    this.#maxBytes = maxBytes;
    this.#handle = openSync(path, 'a', 0o600);
    this.#bytes = fstatSync(this.#handle).size;
  }

  write(text: string): void {
    this.#bytes += writeSync(this.#handle, text);
    if (this.#bytes >= this.#maxBytes) this.#rotate();
  }

  [Symbol.dispose](): void {
    closeSync(this.#handle);
  }

  #rotate(): void {
    closeSync(this.#handle);
    rmSync(`${this.#path}.2`, { force: true });
    if (existsSync(`${this.#path}.1`)) renameSync(`${this.#path}.1`, `${this.#path}.2`);
    renameSync(this.#path, `${this.#path}.1`);
    this.#handle = openSync(this.#path, 'a', 0o600);
    this.#bytes = 0;
  }
}
