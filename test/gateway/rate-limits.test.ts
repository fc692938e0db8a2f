import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { configFromEnv } from '../../gateway/config-env.js';
import { type HubGateway, startHubGateway } from './hub-gateway.js';

let hub: HubGateway;
beforeAll(async () => {
  hub = await startHubGateway({ HUB_RATE_LIMITS: 'partner=0.4, person=0.2' });
});
afterAll(() => hub[Symbol.asyncDispose]());

async function ask(sub: string) {
  const response = await fetch(`${hub.gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${await hub.token({ sub })}` },
    body: '{"query":"{ person(id: \\"p1\\") { name } }"}',
  });
  const body = (await response.json()) as { errors?: { extensions: object }[] };
  return { status: response.status, retryAfter: response.headers.get('retry-after'), errors: body.errors };
}

it('a caller who asks more often than it may is told when to come again, and nobody else is', async () => {
  const partner = 'partner:91350100M000100Y43';
  expect(await ask(partner)).toMatchObject({ status: 200 });
  expect(await ask(partner)).toMatchObject({ status: 200 });
  const refused = await ask(partner);
  expect(refused).toMatchObject({
    status: 429,
    errors: [{ extensions: { code: 'RATE_LIMITED', limit: 0.4 } }],
  });
  expect(Number(refused.retryAfter)).toBeGreaterThanOrEqual(1);
  expect(await ask('partner:52440000MJL0000000')).toMatchObject({ status: 200 });
  for (let count = 0; count < 10; count++) expect(await ask('department:people')).toMatchObject({ status: 200 });
});

it('subscriptions count too, and the socket stays', async () => {
  const client = createClient({
    url: `${hub.gateway.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: async () => ({ authorization: `Bearer ${await hub.token({ sub: 'person:p1' })}` }),
    retryAttempts: 0,
  });
  const first = new Promise<string>((resolve) => {
    const query = 'query { __typename }';
    client.subscribe({ query }, { next: () => resolve('answered'), error: () => resolve('error'), complete: () => {} });
  });
  expect(await first).toBe('answered');
  const second = new Promise<unknown>((resolve) => {
    const query = 'subscription { itemSold { id } }';
    client.subscribe({ query }, { next: resolve, error: resolve, complete: () => {} });
  });
  expect(JSON.stringify(await second)).toContain('RATE_LIMITED');
  await client.dispose();
});

it.each(['partner', 'partner=', 'partner=0', 'partner=x', 'ngo=3', 'partner=1;person=2'])(
  'the setting %s is refused with a sentence',
  (text) => {
    expect(() => configFromEnv({ ...hub.env, HUB_RATE_LIMITS: text }, [])).toThrow(/HUB_RATE_LIMITS must be/);
  },
);
