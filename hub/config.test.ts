import { expect, test } from 'vitest';
import { configFromEnv } from './config.js';

test.each([
  [{ HUB_PEOPLE: 'many' }, 'HUB_PEOPLE must be a whole number from 0 to 1000000, but is "many".'],
  [{ HUB_PORT: '70000' }, 'HUB_PORT must be a whole number from 0 to 65535, but is "70000".'],
  [{ PORT_YOUTH_LEAGUE: '-1' }, 'PORT_YOUTH_LEAGUE must be a whole number from 0 to 65535, but is "-1".'],
  [
    { DATABASE_URL_EXCHANGE: 'mysql://x' },
    'DATABASE_URL_EXCHANGE must be an address like postgres://user:password@host:5432/database.',
  ],
  [
    { DATABASE_URL_EXCHANG: 'postgres://x/y' },
    /^DATABASE_URL_EXCHANG belongs to no subgraph; known are DATABASE_URL_CIVIL_AFFAIRS, /,
  ],
  [{ HUB_TODAY: '2026-02-30' }, 'HUB_TODAY must be a day like 2026-11-23, but is "2026-02-30".'],
])('%o stops the start with a sentence that names the variable', (env, sentence) => {
  expect(() => configFromEnv(env)).toThrow(sentence);
});

test('--people goes before HUB_PEOPLE, and empty counts as unset', () => {
  expect(configFromEnv({ HUB_PEOPLE: '5' }, '7').people).toBe(7);
  expect(() => configFromEnv({}, 'x')).toThrow('--people must be a whole number');
  const config = configFromEnv({ HUB_PEOPLE: '', PORT_EXCHANGE: '', HUB_PORT: '0' });
  expect(config.people).toBeUndefined();
  expect(config.gateway).toEqual({ variable: 'HUB_PORT', port: 0, explicit: true });
  expect(config.subgraphs.at(-1)?.port).toEqual({ variable: 'PORT_EXCHANGE', port: 4005, explicit: false });
});
