import { StartError } from './start-error.js';

export type Env = Readonly<Record<string, string | undefined>>;

/** A whole number from the environment; undefined when unset or empty. Throws StartError that names the variable. */
export function whole(env: Env, name: string, min: number, max: number): number | undefined {
  return wholeFrom(env[name], name, min, max);
}

export function wholeFrom(text: string | undefined, name: string, min: number, max: number): number | undefined {
  if (text === undefined || text === '') return undefined;
  const value = Number(text);
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  throw new StartError(`${name} must be a whole number from ${min} to ${max}, but is "${text}".`);
}

export function postgresUrl(env: Env, name: string): string | undefined {
  const text = env[name];
  if (text === undefined || text === '') return undefined;
  if (/^postgres(ql)?:\/\/.+/.test(text) && URL.canParse(text)) return text;
  throw new StartError(`${name} must be an address like postgres://user:password@host:5432/database.`);
}
