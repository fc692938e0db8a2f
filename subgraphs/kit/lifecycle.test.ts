import { describe, expect, it } from 'vitest';
import type { Act } from './actions/action.js';
import { lifecycle } from './lifecycle.js';
import { vocabulary } from './vocabulary.js';

const State = vocabulary('LifecycleTestState', 'States of a test. 测试状态', {
  NEW: 'New. 新',
  OPEN: 'Open. 开',
  SHUT: 'Shut. 关',
});

interface Door {
  state: keyof typeof State;
  locked: boolean;
}

const door = lifecycle<typeof State, 'open' | 'shut', Door>(State, {
  initial: 'NEW',
  transitions: {
    open: {
      from: ['NEW', 'SHUT'],
      to: 'OPEN',
      guards: [
        (_, { locked }) => (locked ? { code: 'RULE_BROKEN', message: 'the door is locked', rule: 'S0-05' } : undefined),
      ],
    },
    shut: { from: ['OPEN'], to: 'SHUT' },
  },
});
const act = {} as Act;

describe('a lifecycle', () => {
  it('moves along its transitions', async () => {
    const record: Door = { state: 'NEW', locked: false };
    await door.fire(act, record, 'open');
    expect(record.state).toBe('OPEN');
    await door.fire(act, record, 'shut');
    expect(record.state).toBe('SHUT');
  });

  it('refuses an illegal transition and changes nothing', async () => {
    const record: Door = { state: 'NEW', locked: false };
    await expect(door.fire(act, record, 'shut')).rejects.toMatchObject({
      code: 'ILLEGAL_TRANSITION',
      details: { field: 'state' },
    });
    expect(record.state).toBe('NEW');
  });

  it('asks its guards before it moves', async () => {
    const record: Door = { state: 'NEW', locked: true };
    await expect(door.fire(act, record, 'open')).rejects.toMatchObject({
      code: 'RULE_BROKEN',
      details: { rule: 'S0-05' },
    });
    expect(record.state).toBe('NEW');
  });
});
