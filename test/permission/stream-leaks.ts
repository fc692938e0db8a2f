import { getOperationAST, parse, SingleFieldSubscriptionsRule, specifiedRules, validate } from 'graphql';
import { random } from '#lib/random';
import { randomOperation, type RandomOperation } from '../engine/random-operation.js';
import type { RunningHub } from '../hub.js';
import { until } from '../until.js';
import type { LeakWorld } from './leaks.js';

/** This one throws where a condition's variable has no value yet; the gateway checks it itself. */
const RULES = specifiedRules.filter((rule) => rule !== SingleFieldSubscriptionsRule);

/** Hears of all that its caller may hear of. */
const EVERYTHING: RandomOperation = {
  query: 'subscription { activityFeed { id type subjectType subjectKey facts } }',
  variables: {},
};

export interface Heard {
  readonly operation: RandomOperation;
  /** All that the stream said. */
  text: string;
}

/** Random subscriptions over server-sent events, open until disposed; the first one hears everything that its caller may. */
export interface RandomStreams extends Disposable {
  readonly heard: readonly Heard[];
}

export async function openRandomStreams(
  hub: RunningHub,
  world: LeakWorld,
  { seed, count, as }: { readonly seed: number; readonly count: number; readonly as: string },
): Promise<RandomStreams> {
  const token = await hub.token(as);
  const gone = new AbortController();
  const heard: Heard[] = [];
  const listen = (operation: RandomOperation) => {
    const one: Heard = { operation, text: '' };
    heard.push(one);
    void follow(hub, token, one, gone.signal);
  };
  listen(EVERYTHING);
  for (let number = 0; heard.length < count; number++) {
    const next = random(seed, number, 11);
    const operation = randomOperation(world.schema, next, {
      kind: 'subscription',
      maxDepth: 3 + Math.floor(next() * 4),
      size: 10 + Math.floor(next() * 40),
      keysOf: world.keysOf,
    });
    const document = parse(operation.query);
    if (validate(world.schema, document, RULES).length > 0) continue;
    if (getOperationAST(document, operation.operationName)?.operation !== 'subscription') continue;
    listen(operation);
  }
  await until('every stream has begun or was refused', () => heard.every(({ text }) => text !== ''));
  return { heard, [Symbol.dispose]: () => gone.abort() };
}

async function follow(hub: RunningHub, token: string, one: Heard, signal: AbortSignal): Promise<void> {
  const decoder = new TextDecoder();
  try {
    const response = await fetch(`${hub.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream', authorization: `Bearer ${token}` },
      body: JSON.stringify(one.operation),
      signal,
    });
    one.text += `${response.status}\n`;
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      one.text += decoder.decode(chunk, { stream: true });
    }
  } catch (error) {
    if (!signal.aborted) one.text += String(error);
  }
}

/** A forbidden value that a stream told and its operation did not name. */
export function leakInStream({ forbidden }: LeakWorld, { operation, text }: Heard): string | undefined {
  const ours = JSON.stringify(operation);
  for (const [value, what] of forbidden) {
    if (text.includes(JSON.stringify(value).slice(1, -1)) && !ours.includes(value)) return `${what}: ${value}`;
  }
  return undefined;
}
