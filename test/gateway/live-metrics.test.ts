import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { expect, it } from 'vitest';
import { startToyGateway } from './toy-gateway.js';

it('tells who listens, to how much, and why listeners were ended', async () => {
  await using toy = await startToyGateway();
  const metric = async (name: string) => {
    const text = await (await fetch(`${toy.gateway.url}/metrics`)).text();
    const line = text.split('\n').find((each) => each.startsWith(`${name} `));
    return line === undefined ? undefined : Number(line.slice(name.length + 1));
  };
  const now = async () => [
    await metric('hub_live_listeners'),
    await metric('hub_live_shares'),
    await metric('hub_live_upstreams'),
  ];
  const client = createClient({
    url: `${toy.gateway.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
  });
  const subscribe = (query: string) =>
    client.subscribe({ query }, { next: () => {}, error: () => {}, complete: () => {} });
  expect(await now()).toEqual([0, 0, 0]);
  const stop = subscribe('subscription { itemSold { id } }');
  subscribe('subscription { itemSold { id } }');
  subscribe('subscription { itemSold { buyer { name } } }');
  await expect.poll(now, { timeout: 10_000 }).toEqual([3, 2, 2]);
  stop();
  await expect.poll(now, { timeout: 10_000 }).toEqual([2, 2, 2]);
  await toy.toys.shop[Symbol.asyncDispose]();
  await expect.poll(now, { timeout: 10_000 }).toEqual([0, 0, 0]);
  expect(await metric('hub_listeners_cut_off_total{reason="DOWN"}')).toBe(2);
  await client.dispose();
});
