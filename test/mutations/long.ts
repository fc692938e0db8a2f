import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { projectRoot } from '#lib/project-root';
import { type Mutation, MUTATIONS } from './mutations.js';

/** Takes away one lock after the other in a copy of the project; each time the test that is named with it must fail, and without must pass. */
export async function runMutations(argv: readonly string[]): Promise<boolean> {
  const { values } = parseArgs({ args: [...argv], options: { only: { type: 'string', default: '' } } });
  const mutations = MUTATIONS.filter(({ lock }) => lock.includes(values.only));
  const folder = await mkdtemp(join(tmpdir(), 'liandong-mutations-'));
  try {
    await copyProject(folder);
    const tests = [...new Set(mutations.map(({ test }) => test))];
    if (!(await passes(folder, tests))) {
      process.stdout.write('The tests do not pass as they are.\n');
      return false;
    }
    let unnoticed = 0;
    for (const mutation of mutations) {
      const isNoticed = await isFailing(folder, mutation);
      if (!isNoticed) unnoticed++;
      process.stdout.write(`${isNoticed ? 'noticed' : 'NOT NOTICED'}: ${mutation.lock}\n`);
    }
    process.stdout.write(
      `${mutations.length - unnoticed} of ${mutations.length} locks are missed when they are gone\n`,
    );
    return mutations.length > 0 && unnoticed === 0;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function copyProject(folder: string): Promise<void> {
  const root = projectRoot();
  const files = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' }).split('\0').filter(Boolean);
  for (const file of files) await cp(join(root, file), join(folder, file));
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  // Tests read the sources; what starts their databases is built.
  execFileSync(join(folder, 'node_modules', '.bin', 'tsc'), ['-p', '.'], { cwd: folder, stdio: 'inherit' });
}

async function isFailing(folder: string, { file, find, instead, test }: Mutation): Promise<boolean> {
  const path = join(folder, file);
  const text = await readFile(path, 'utf8');
  if (text.split(find).length !== 2) throw new Error(`${file} does not have once: ${find}`);
  await writeFile(
    path,
    text.replace(find, () => instead),
  );
  try {
    return !(await passes(folder, [test]));
  } finally {
    await writeFile(path, text);
  }
}

async function passes(folder: string, tests: readonly string[]): Promise<boolean> {
  const child = spawn(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...tests], {
    cwd: folder,
    stdio: 'ignore',
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return code === 0;
}
