import { chmod, cp, lstat, readdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { z } from 'zod';

const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * npm packages cannot hold symbolic links, so the package's own install script makes those of the shared libraries;
 * where npm does not run install scripts the server would not load. Makes what is missing; false if it may not write.
 */
export async function completeLibraries(installation: string): Promise<boolean> {
  const list = await readFile(join(installation, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of linksSchema.parse(JSON.parse(list))) {
    // The list counts from the package's folder: native/lib/…
    const link = join(installation, '..', target);
    if (await exists(link)) continue;
    try {
      await symlink(relative(dirname(target), source), link);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // EEXIST: another start made it in the meantime.
      if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM') return false;
      if (code !== 'EEXIST') throw error;
    }
  }
  return true;
}

/** Copies the installation; a copy cut short by a crash is never taken for whole. */
export async function copyInstallation(installation: string, target: string): Promise<void> {
  if (await exists(target)) return;
  const draft = `${target}.part`;
  await rm(draft, { recursive: true, force: true });
  // The list of links counts from `native/`, so the copy keeps that name.
  await cp(installation, join(draft, 'native'), { recursive: true, verbatimSymlinks: true });
  await openForAll(draft);
  await completeLibraries(join(draft, 'native'));
  await rename(draft, target);
}

/** Copies keep the modes of an installation that perhaps only its owner could read; the server has another account. */
async function openForAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue;
    const path = join(entry.parentPath, entry.name);
    const { mode } = await stat(path);
    await chmod(path, (mode & 0o100) === 0 ? 0o644 : 0o755);
  }
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
