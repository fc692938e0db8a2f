import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { LogFile } from './log-file.js';

test('a full file is set aside, and only two of those are kept', () => {
  const folder = mkdtempSync(join(tmpdir(), 'log-file-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  using log = new LogFile(join(folder, 'logs', 'a.log'), 10);
  for (const text of ['first-----', 'second----', 'third-----', 'fourth----', 'rest']) log.write(text);
  expect(readdirSync(join(folder, 'logs')).toSorted()).toEqual(['a.log', 'a.log.1', 'a.log.2']);
  const [now, one, two] = ['a.log', 'a.log.1', 'a.log.2'].map((name) =>
    readFileSync(join(folder, 'logs', name), 'utf8'),
  );
  expect([now, one, two]).toEqual(['rest', 'fourth----', 'third-----']);
});
