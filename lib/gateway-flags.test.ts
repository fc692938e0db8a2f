import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { GATEWAY_FLAGS } from './gateway-flags.js';
import { projectRoot } from './project-root.js';

it('a gateway on its own is run as the hub runs it', () => {
  const { scripts } = JSON.parse(readFileSync(join(projectRoot(), 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  expect(scripts['gateway']).toBe(`node ${GATEWAY_FLAGS.join(' ')} dist/gateway/main.js`);
});
