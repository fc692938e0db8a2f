import { expect, it } from 'vitest';
import { checkPage, encodeCursor, MAX_PAGE } from './page.js';

it('reads back the key of its own cursor', () => {
  expect(checkPage({ first: 20, after: encodeCursor('prj_中文') })).toEqual({ first: 20, after: 'prj_中文' });
  expect(checkPage({ first: 1, after: undefined })).toEqual({ first: 1, after: undefined });
});

it.each([
  { first: 0, after: undefined },
  { first: -1, after: undefined },
  { first: MAX_PAGE + 1, after: undefined },
  { first: 1, after: 'nonsense' },
  { first: 1, after: 'x'.repeat(10_000) },
])('refuses %o with BAD_USER_INPUT', (page) => {
  expect(() => checkPage(page)).toThrow(expect.objectContaining({ extensions: { code: 'BAD_USER_INPUT' } }));
});
