import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engineDefaults } from '../../gateway/config.js';
import { overWs } from './over-ws.js';
import { startToyGateway, type ToyGateway } from './toy-gateway.js';

const { limits } = engineDefaults();
const QUERY = 'query ($ids: [ID!]) { people(ids: $ids) { name } }';

let toy: ToyGateway;
beforeAll(async () => {
  toy = await startToyGateway();
});
afterAll(() => toy[Symbol.asyncDispose]());

const list = (count: number, value: string) => `[${`${value},`.repeat(count - 1)}${value}]`;
const nested = (depth: number) => `${'['.repeat(depth)}"p1"${']'.repeat(depth)}`;

describe('variables', () => {
  it('with as many values as they may have are answered', async () => {
    const ids = Array.from({ length: limits.maxVariableValues - 1 }, () => 'p1');
    const { data, errors } = await toy.ask(QUERY, { ids });
    expect(errors).toBeUndefined();
    expect(data).toEqual({ people: [{ name: 'Ana' }] });
  });

  it('are as large as a body when they are one long text', async () => {
    const answer = await toy.ask('query ($id: ID!) { person(id: $id) { name } }', { id: 'x'.repeat(1_000_000) });
    expect(answer).toMatchObject({ status: 200, data: { person: null } });
  });

  it.each([
    ['too many values', `{"ids":${list(limits.maxVariableValues, '"p1"')}}`, limits.maxVariableValues],
    [
      'too many values in objects, of a variable that is not declared',
      `{"other":${list(limits.maxVariableValues / 2, '{"a":1}')}}`,
      limits.maxVariableValues,
    ],
    ['values in each other', `{"ids":${nested(limits.maxVariableNesting + 1)}}`, limits.maxVariableNesting],
    ['a hundred thousand values in each other', `{"ids":${nested(100_000)}}`, limits.maxVariableNesting],
  ])('with %s are refused with a code, and nobody is asked', async (_, variables, limit) => {
    const before = toy.toys.people.asked.length;
    const response = await fetch(`${toy.gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: `{"query":${JSON.stringify(QUERY)},"variables":${variables}}`,
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'VARIABLES_TOO_LARGE', limit } }] });
    expect(toy.toys.people.asked).toHaveLength(before);
  });

  it.each([
    ['a query', QUERY],
    ['a subscription', 'subscription { itemSold { id } }'],
  ])('of %s are refused over graphql-ws and server-sent events too', async (_, query) => {
    const refused = { errors: [{ extensions: { code: 'VARIABLES_TOO_LARGE' } }] };
    const variables = JSON.parse(`{"ids":${nested(limits.maxVariableNesting + 1)}}`) as Record<string, unknown>;
    expect(await overWs(toy.gateway.url, query, { variables })).toMatchObject(refused);
    const response = await fetch(`${toy.gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: `{"query":${JSON.stringify(query)},"variables":{"ids":${nested(100_000)}}}`,
    });
    expect(await response.text()).toContain('VARIABLES_TOO_LARGE');
    expect(toy.toys.listeners()).toBe(0);
  });
});
