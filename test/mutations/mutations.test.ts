import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectRoot } from '#lib/project-root';
import { MUTATIONS } from './mutations.js';

it.each(MUTATIONS)('the lock can be found that is taken away: $lock', ({ file, find }) => {
  expect(readFileSync(join(projectRoot(), file), 'utf8').split(find)).toHaveLength(2);
});
