import { describe, expect, it } from 'vitest';
import type { Caller } from '#protocol/caller';
import { mask, seesClear } from './masking.js';

describe('mask', () => {
  it.each([
    ['name', '张三丰', '张**'],
    ['name', '李', '李*'],
    ['id-number', '110105194912310021', '110105************'],
    ['phone', '19900001234', '199****1234'],
    ['address', '石岐街道永安社区12号3栋', '石岐街道永安***'],
    ['account', '6222021234567890', '****7890'],
    ['hidden', '1949-12-31', null],
  ] as const)('shows a %s %s as %s', (kind, value, masked) => {
    expect(mask(kind, value)).toBe(masked);
  });

  it.each([undefined, null, '', 42, { name: 'x' }])('hides what is not text: %o', (value) => {
    expect(mask('name', value)).toBeNull();
  });

  it('hides a number that is too short to mask', () => {
    expect(mask('phone', '12345')).toBeNull();
    expect(mask('id-number', '1234')).toBeNull();
  });
});

describe('seesClear', () => {
  const common = { requestId: 'r', roles: [] };
  const callers: Caller[] = [
    { kind: 'department', department: 'youth-league', ...common },
    { kind: 'partner', organization: 'civil-affairs', ...common },
    { kind: 'dashboard', name: 'civil-affairs', ...common },
    { kind: 'person', person: 'civil-affairs', ...common },
    { kind: 'system', service: 'civil-affairs', ...common },
  ];

  it('is for the person whom it is about', () => {
    const person: Caller = { kind: 'person', person: 'p_1', ...common };
    expect(seesClear(person, 'civil-affairs', { subject: 'p_1' })).toBe(true);
    expect(seesClear(person, 'civil-affairs', { subject: 'p_2' })).toBe(false);
    expect(seesClear(person, 'civil-affairs')).toBe(false);
  });

  it.each([
    ['the item', 'Person.phone', true],
    ['the record', 'Person.phone#p_1', true],
    ['another record', 'Person.phone#p_2', false],
    ['a record whose key goes on', 'Person.phone#p_11', false],
    ['the division', 'Person.phone@440000', true],
    ['another division', 'Person.phone@330000', false],
    ['an item whose name goes on', 'Person.phoneHome', false],
    ['a record of another item', 'Person.name#p_1', false],
  ])('is for who was granted %s', (_, grant, expected) => {
    const caller: Caller = { kind: 'partner', organization: 'o', grants: [grant], ...common };
    const value = { item: 'Person.phone', key: 'p_1', division: '440106', subject: 'p_1' };
    expect(seesClear(caller, 'civil-affairs', value)).toBe(expected);
  });

  it('is for officials of the owner only, apart from that', () => {
    expect(seesClear({ kind: 'department', department: 'civil-affairs', ...common }, 'civil-affairs')).toBe(true);
    for (const caller of callers) expect(seesClear(caller, 'civil-affairs')).toBe(false);
  });
});
