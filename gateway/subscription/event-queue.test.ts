import { describe, expect, it } from 'vitest';
import { EventQueue } from './event-queue.js';

class Told extends EventQueue<number> {
  readonly calls: string[] = [];

  protected override ended(): void {
    this.calls.push('end');
  }

  protected override fellBehind(): void {
    this.calls.push('fell behind');
  }
}

function queue(max = 2) {
  const events = new Told({ max });
  return { events, calls: events.calls };
}

describe('an event queue', () => {
  it('gives events in order, whether they wait or are waited for', async () => {
    const { events } = queue();
    const early = events.next();
    for (const event of [1, 2, 3]) events.push(event);
    expect([await early, await events.next(), await events.next()].map(({ value }) => value)).toEqual([1, 2, 3]);
  });

  it('delivers what waits before it ends', async () => {
    const { events, calls } = queue();
    events.push(1);
    events.end();
    expect(await events.next()).toEqual({ done: false, value: 1 });
    expect(await events.next()).toEqual({ done: true, value: undefined });
    expect(calls).toEqual(['end']);
  });

  it('tells an error once, then is over', async () => {
    const { events } = queue();
    events.end(new Error('lost'));
    await expect(events.next()).rejects.toThrow('lost');
    expect(await events.next()).toEqual({ done: true, value: undefined });
  });

  it('cuts off when full, and takes nothing afterwards', async () => {
    const { events, calls } = queue(2);
    for (const event of [1, 2, 3, 4]) events.push(event);
    expect(calls).toEqual(['end', 'fell behind']);
    await expect(events.next()).rejects.toMatchObject({ extensions: { code: 'FELL_BEHIND', limit: 2 } });
  });

  it('returns at once while it is waited for', async () => {
    const { events, calls } = queue();
    const waiting = events.next();
    await events.return();
    expect(await waiting).toEqual({ done: true, value: undefined });
    expect(calls).toEqual(['end']);
  });
});
