import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface SourceFile {
  /** Path from the project folder, with `/`. */
  readonly path: string;
  readonly text: string;
  /** Project paths of the files that it imports, without extension. */
  readonly imports: readonly string[];
}

const TOP = ['lib', 'protocol', 'gateway', 'subgraphs', 'seed', 'hub', 'cli', 'tools', 'test', 'bench'];
const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s[^;'"]*?from\s*'([^']+)'|(?:^|\n)\s*import\s*'([^']+)'|import\(\s*'([^']+)'\s*\)/g;
const ALIASES: Readonly<Record<string, string>> = {
  '#protocol/': 'protocol/',
  '#lib/': 'lib/',
  '#kit/': 'subgraphs/kit/',
  '#seed/': 'seed/',
  '#schema/': 'schema/',
};

/** All TypeScript source files of ours with what they import from ours. */
export function sourceFiles(): SourceFile[] {
  return TOP.flatMap((folder) => walk(join(ROOT, folder))).map((file) => {
    const path = relative(ROOT, file).replaceAll('\\', '/');
    const text = readFileSync(file, 'utf8');
    return { path, text, imports: importsOf(path, text) };
  });
}

function walk(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === 'node_modules' || entry.name === 'assets') return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return walk(path);
    return entry.name.endsWith('.ts') ? [path] : [];
  });
}

function importsOf(path: string, text: string): string[] {
  const found: string[] = [];
  for (const [, named, bare, dynamic] of text.matchAll(IMPORT)) {
    const specifier = named ?? bare ?? dynamic ?? '';
    const alias = Object.keys(ALIASES).find((prefix) => specifier.startsWith(prefix));
    if (alias) found.push((ALIASES[alias] ?? '') + specifier.slice(alias.length));
    else if (specifier.startsWith('.')) {
      found.push(
        normalize(join(dirname(path), specifier))
          .replaceAll('\\', '/')
          .replace(/\.js$/, ''),
      );
    }
  }
  return found;
}
