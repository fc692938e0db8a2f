import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GraphQLError } from 'graphql';
import { describe, expect, it } from 'vitest';
import { ERROR_CODES, hubError, toClientError } from './errors.js';
import { projectFolder } from './project-folder.js';

describe('gateway error codes', () => {
  it('are documented, each with the same sentence', () => {
    const text = readFileSync(join(projectFolder(), 'docs', 'errors.md'), 'utf8');
    const section = text.split(/^## /m).find((part) => part.startsWith('Gateway error codes')) ?? '';
    const documented = [...section.matchAll(/^\| `([A-Z_]+)` \| ([^|]+?) \|/gm)].map(([, code, meaning]) => [
      code,
      meaning,
    ]);
    expect(documented).toEqual(Object.entries(ERROR_CODES));
  });
});

describe('what a client may see', () => {
  const shown = (error: unknown) => {
    const logged: unknown[] = [];
    return { shown: toClientError(error, 'r1', (cause) => logged.push(cause)), logged };
  };

  it('is our own text, unchanged and not logged', () => {
    const { shown: error, logged } = shown(
      hubError('DOWN', undefined, { department: 'shop', reference: 'r1', path: ['a', 0] }),
    );
    expect(error).toEqual({
      message: ERROR_CODES.DOWN,
      path: ['a', 0],
      extensions: { code: 'DOWN', department: 'shop', reference: 'r1' },
    });
    expect(logged).toEqual([]);
  });

  it.each([
    new Error('password=swordfish'),
    new GraphQLError('swordfish'),
    'swordfish',
    null,
    undefined,
    { message: 'swordfish' },
  ])('never is an unknown error: %s', (thrown) => {
    const { shown: error, logged } = shown(thrown);
    expect(error).toEqual({ message: ERROR_CODES.INTERNAL, extensions: { code: 'INTERNAL', reference: 'r1' } });
    expect(logged).toEqual([thrown]);
  });
});
