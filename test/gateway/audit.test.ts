import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startToyGateway, type ToyGateway } from './toy-gateway.js';

let toy: ToyGateway;
beforeAll(async () => {
  toy = await startToyGateway();
});
afterAll(() => toy[Symbol.asyncDispose]());

/** GraphQL over HTTP, as graphql-http audits servers. The address is known only when the gateway runs. */
const AUDITS = serverAudits({
  url: () => `${toy.gateway.url}/graphql`,
  // Without such a header a GET could be made by any page that the user looks at, and is refused.
  fetchFn: (url: string, init?: RequestInit) => {
    const headers = new Headers(init?.headers);
    headers.set('apollo-require-preflight', 'true');
    return fetch(url, { ...init, headers });
  },
});

it.each(AUDITS.map(({ id, name }) => [id, name]))('%s %s', async (id) => {
  const audit = AUDITS.find((each) => each.id === id);
  const result = await audit?.fn();
  expect(
    result?.status === 'ok' ? undefined : `${result?.status}: ${result && 'reason' in result ? result.reason : ''}`,
  ).toBe(undefined);
});

it('a GET that any page could make is refused', async () => {
  const response = await fetch(`${toy.gateway.url}/graphql?query=${encodeURIComponent('{ __typename }')}`);
  expect(response.status).toBe(400);
});

it('@defer is refused with a sentence', async () => {
  const { status, errors } = await toy.ask('{ person(id: "p1") { name ... @defer { cart { id } } } }');
  expect(status).toBe(400);
  expect(errors?.[0]).toMatchObject({
    message: expect.stringContaining('@defer'),
    extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
  });
});

it('several operations in one request are refused', async () => {
  const response = await fetch(`${toy.gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '[{"query":"{ __typename }"},{"query":"{ __typename }"}]',
  });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
});
