import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { SUBGRAPHS } from '#protocol/departments';
import { type EventsAddress, parseEventsAddress } from '#protocol/events-url';
import type { Rates } from './request/rate-limits.js';

/** A setting that is wrong; the message names the variable and says what is wrong. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

const RATED = ['department', 'dashboard', 'partner', 'person', 'system', 'open'] as const;

/** `HUB_RATE_LIMITS`. Throws ConfigError. */
export function rates(text: string | undefined): Rates {
  if (!text) return {};
  return Object.fromEntries(
    text.split(',').map((part) => {
      const [kind = '', rate = ''] = part.split('=', 2).map((side) => side.trim());
      const value = Number(rate);
      if (!RATED.some((known) => known === kind) || rate === '' || !(value >= 0.01 && value <= 1_000_000)) {
        throw new ConfigError(
          `HUB_RATE_LIMITS must be kind=operations per second,… with kinds ${RATED.join(', ')} and rates from 0.01 to 1000000, but has "${part}".`,
        );
      }
      return [kind, value];
    }),
  );
}

/** `HUB_SUBGRAPH_TIMEOUTS`. Throws ConfigError. */
export function timeouts(text: string | undefined): Readonly<Record<string, number>> {
  if (!text) return {};
  return Object.fromEntries(
    text.split(',').map((part) => {
      const [name = '', ms] = part.split('=', 2).map((side) => side.trim());
      if (name === '' || ms === undefined || ms === '') {
        throw new ConfigError(`HUB_SUBGRAPH_TIMEOUTS must be name=milliseconds,… but has "${part}".`);
      }
      return [name, whole(ms, 'HUB_SUBGRAPH_TIMEOUTS', 1, 600_000, 0)];
    }),
  );
}

/** `HUB_SUBGRAPHS`, by name; without it the default ports. Throws ConfigError. */
export function subgraphAddresses(text: string | undefined): Readonly<Record<string, string>> {
  if (!text)
    return Object.fromEntries(Object.entries(SUBGRAPHS).map(([name, { port }]) => [name, `http://127.0.0.1:${port}`]));
  return Object.fromEntries(
    text.split(',').map((part) => {
      const [name = '', url = ''] = part.split('=', 2).map((side) => side.trim());
      if (!/^[a-z][\w-]*$/i.test(name) || !isHttpUrl(url)) {
        throw new ConfigError(`HUB_SUBGRAPHS must be name=http://host:port,… but has "${part}".`);
      }
      return [name, url.replace(/\/$/, '')];
    }),
  );
}

/** Whether it is an http or https address. */
export function isHttpUrl(text: string): boolean {
  return /^https?:\/\//.test(text) && URL.canParse(text);
}

/** A whole number within bounds; the default when it is not set. Throws ConfigError. */
export function whole(text: string | undefined, name: string, min: number, max: number, otherwise: number): number {
  if (text === undefined || text === '') return otherwise;
  const value = Number(text);
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  throw new ConfigError(`${name} must be a whole number from ${min} to ${max}, but is "${text}".`);
}

/** One of the values; the default when it is not set. Throws ConfigError. */
export function oneOf<T extends string>(text: string | undefined, name: string, values: readonly T[], otherwise: T): T {
  if (text === undefined || text === '') return otherwise;
  const value = values.find((allowed) => allowed === text);
  if (value !== undefined) return value;
  throw new ConfigError(`${name} must be one of ${values.join(', ')}, but is "${text}".`);
}

/** The whole path of a file that is there. Throws ConfigError. */
export function existing(file: string, name: string): string {
  if (existsSync(file)) return resolve(file);
  const hint = name === 'HUB_DATA' ? '; "npm start" makes development keys' : '';
  throw new ConfigError(`${name}: the file ${resolve(file)} does not exist${hint}.`);
}

/** `HUB_EVENTS`. Throws ConfigError. */
export function events(text: string | undefined): EventsAddress | undefined {
  if (!text) return undefined;
  const address = parseEventsAddress(text);
  if (address) return address;
  throw new ConfigError('HUB_EVENTS must be an address like nats://user:password@host:4222/name.');
}
