import { buildSchema, type ExecutionResult, execute, parse } from 'graphql';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { showError } from './errors.js';

const schema = buildSchema('enum Colour { RED } type Query { paint(colour: Colour): String }');
const log = pino({ level: 'silent' });

function shown(colour: string, rootValue: unknown) {
  const document = parse('query ($colour: Colour) { paint(colour: $colour) }');
  const { errors } = execute({ schema, document, rootValue, variableValues: { colour } }) as ExecutionResult;
  return errors?.map((error) => showError(error, log, 'ref'));
}

describe('an error towards the caller', () => {
  it('says what is wrong with a variable', () => {
    const [error] = shown('BLUE', {}) ?? [];
    expect(error?.extensions).toEqual({ code: 'BAD_USER_INPUT' });
    expect(error?.message).toContain('"BLUE" does not exist in "Colour" enum');
  });

  it('hides what a resolver threw, and names the request instead', () => {
    const paint = () => {
      throw new TypeError('relation "secret" does not exist');
    };
    expect(shown('RED', { paint })).toEqual([
      expect.objectContaining({ message: 'Internal error', extensions: { code: 'INTERNAL', reference: 'ref' } }),
    ]);
  });
});
