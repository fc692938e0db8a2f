import { describe, expect, it } from 'vitest';
import { addMonths, disclosureDuties } from './disclosure-calendar.js';

describe('addMonths', () => {
  it.each([
    ['2026-11-30', 3, '2027-02-28'],
    ['2027-11-30', 3, '2028-02-29'],
    ['2026-12-31', 1, '2027-01-31'],
    ['2026-01-31', 3, '2026-04-30'],
    ['2026-11-23', -60, '2021-11-23'],
  ])('%s and %i months is %s', (day, months, expected) => {
    expect(addMonths(day, months)).toBe(expected);
  });
});

describe('disclosureDuties', () => {
  it('asks a short campaign for the final account only, within three months', () => {
    expect(disclosureDuties({ startsOn: '2026-01-10', endsOn: '2026-07-09' })).toEqual([
      { kind: 'FINAL', periodFrom: '2026-01-10', periodTo: '2026-07-09', dueOn: '2026-10-09' },
    ]);
  });

  it('asks a campaign of more than six months for an account every three months', () => {
    expect(disclosureDuties({ startsOn: '2026-01-10', endsOn: '2026-12-31' })).toEqual([
      { kind: 'PERIODIC', periodFrom: '2026-01-10', periodTo: '2026-04-09', dueOn: '2026-04-10' },
      { kind: 'PERIODIC', periodFrom: '2026-04-10', periodTo: '2026-07-09', dueOn: '2026-07-10' },
      { kind: 'PERIODIC', periodFrom: '2026-07-10', periodTo: '2026-10-09', dueOn: '2026-10-10' },
      { kind: 'FINAL', periodFrom: '2026-01-10', periodTo: '2026-12-31', dueOn: '2027-03-31' },
    ]);
  });

  it('counts from the real end when it ended early', () => {
    const duties = disclosureDuties({ startsOn: '2026-01-10', endsOn: '2026-12-31', closedOn: '2026-05-01' });
    expect(duties.map(({ kind, dueOn }) => `${kind} ${dueOn}`)).toEqual(['PERIODIC 2026-04-10', 'FINAL 2026-08-01']);
  });
});
