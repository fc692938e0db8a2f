import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from './project-root.js';

test('is the folder of package.json', () => {
  expect(existsSync(join(projectRoot(), 'package.json'))).toBe(true);
  expect(existsSync(join(projectRoot(), 'lib', 'project-root.ts'))).toBe(true);
});
