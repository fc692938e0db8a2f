import { describe, expect, it } from 'vitest';
import type { Caller } from '#kit/identity/caller';
import { random } from '#lib/random';
import { ActivityEvent } from './activity-event.entity.js';
import { type ActivityFilter, selectActivity } from './activity-selection.js';
import { ListenerIndex } from './listener-index.js';

const wall: Caller = { kind: 'dashboard', name: 'wall', requestId: 'r', roles: [] };
const official: Caller = { kind: 'department', department: 'd', requestId: 'r', roles: [] };
const seed = Date.now() % 1_000_000;

function eventOf(facts: Partial<ActivityEvent>): ActivityEvent {
  const common = { type: 'A', subjectType: 'S', subjectKey: 'k', department: 'd', audience: 'public' };
  return Object.assign(new ActivityEvent(), { ...common, occurredAt: new Date(), ...facts });
}

describe('the index of listeners', () => {
  it(`finds exactly those whose filter holds, once each (seed ${seed})`, () => {
    const next = random(seed);
    const districts = ['440000', '440100', '440106', '440106001', '440106001002', '220000', '220102', undefined];
    const one = <T>(of: readonly T[]): T => of[Math.floor(next() * of.length)] as T;
    const maybe = <T>(of: readonly T[]): T | undefined => (next() < 0.4 ? one(of) : undefined);
    const filters = Array.from({ length: 400 }, (): ActivityFilter => ({
      department: maybe(['d', 'e']),
      types: maybe([['A'], ['A', 'B'], ['A', 'A'], []]),
      within: maybe(districts),
      organization: maybe(['o1', 'o2']),
      project: maybe(['p1', 'p2']),
      person: maybe(['h1', 'h2']),
      subjectType: maybe(['S', 'T']),
      subjectKey: maybe(['k', 'l']),
    }));
    const index = new ListenerIndex<ReturnType<typeof selectActivity>>();
    const selections = filters.map((filter) => selectActivity(filter, official));
    for (const selection of selections) index.add(selection);
    for (let round = 0; round < 200; round++) {
      const event = eventOf({
        department: one(['d', 'e']),
        type: one(['A', 'B', 'C']),
        districtCode: one(districts) ?? null,
        organizationUscc: one(['o1', 'o2', null]),
        projectId: one(['p1', 'p2', null]),
        personId: one(['h1', 'h2', null]),
        subjectType: one(['S', 'T']),
        subjectKey: one(['k', 'l']),
        audience: one(['public', 'departments']),
      });
      const found: unknown[] = [];
      index.match(event, (selection) => found.push(selection));
      const expected = selections.filter((selection) => selection.holds(event));
      expect(found).toHaveLength(expected.length);
      expect(new Set(found)).toEqual(new Set(expected));
    }
    for (const selection of selections) index.remove(selection);
    index.match(eventOf({}), () => expect.unreachable());
  });

  it('does not ask those who wait for something else', () => {
    const index = new ListenerIndex<ReturnType<typeof selectActivity>>();
    for (let number = 0; number < 1000; number++) index.add(selectActivity({ project: `p${number}` }, wall));
    let wanted = 0;
    index.match(eventOf({ projectId: 'p7' }), () => (wanted += 1));
    expect([wanted, index.asked]).toEqual([1, 1]);
  });
});
