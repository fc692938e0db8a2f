import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '#kit/sql';
import type { Caller } from '#protocol/caller';
import { department } from '../../../subgraphs/civil-affairs/department.js';
import { isUnderFourteen } from '../../../subgraphs/civil-affairs/people/minors.policy.js';
import { dashboard, officialOf, partner, person, startDepartment, type TestDepartment } from '../../subgraph.js';
import { acting, newIdNumber } from './affairs.js';

const FIELDS = 'name idNumber birthDate birthYear phone address sex';
const YOUTH = officialOf('youth-league');
const DAY_MS = 86_400_000;

/** Days ago, as the digits of an identification number. */
function born(years: number, daysMore: number): string {
  const day = new Date(Date.now() + 8 * 3_600_000 - daysMore * DAY_MS);
  return `${day.getUTCFullYear() - years}${day.toISOString().slice(5, 7)}${day.toISOString().slice(8, 10)}`;
}

describe('a child under 14', () => {
  let ca: TestDepartment;
  let child: string;
  let youth: string;
  beforeAll(async () => {
    ca = await startDepartment(department, { people: 20 });
    const register = async (birth: string) =>
      (
        await acting(ca)('registerPerson', 'Person', {
          idNumber: newIdNumber(birth),
          name: '王小明',
          districtCode: '440106',
          phone: '13800001234',
          address: '天河南街道永安社区12号',
        })
      ).key;
    child = await register(born(14, -20));
    youth = await register(born(14, 20));
  });
  afterAll(() => ca[Symbol.asyncDispose]());

  const seen = async (id: string, caller: Caller) => {
    const { data } = await ca.query(`query ($id: ID!) { person(id: $id) { ${FIELDS} } }`, { id }, caller);
    return data.person as Record<string, unknown>;
  };
  const nothing = Object.fromEntries(FIELDS.split(' ').map((name) => [name, null]));

  it.each([
    ['another department', YOUTH],
    ['a partner', partner('52441900MJL0000009')],
    ['a screen', dashboard],
    ['another person', person('P1')],
  ])('is not shown to %s, not even masked', async (_, caller) => {
    expect(await seen(child, caller)).toEqual(nothing);
  });

  it('of 14 is masked like everyone: of the birth date the year', async () => {
    expect(await seen(youth, YOUTH)).toMatchObject({
      name: '王**',
      birthDate: null,
      birthYear: Number(born(14, 20).slice(0, 4)),
      phone: '138****1234',
    });
  });

  it('is shown to the owner and to himself', async () => {
    for (const caller of [officialOf('civil-affairs'), person(child)]) {
      expect(await seen(child, caller)).toMatchObject({ name: '王小明', phone: '13800001234' });
    }
  });

  it('is shown for a grant, in what it covers', async () => {
    const granted = { ...YOUTH, purpose: '困境儿童关爱', grants: ['Person.name'] } as Caller;
    expect(await seen(child, granted)).toEqual({ ...nothing, name: '王小明' });
  });

  it('is shown for a grant for the division where it lives, and for no other', async () => {
    const grantFor = (division: string) =>
      ({
        ...YOUTH,
        purpose: '困境儿童关爱',
        grants: [`Person.name@${division}`, `Person.birthDate@${division}`],
      }) as Caller;
    for (const division of ['440106', '440100', '440000']) {
      expect(await seen(child, grantFor(division))).toMatchObject({ name: '王小明', birthDate: expect.any(String) });
    }
    for (const division of ['440103', '440300', '110000']) {
      expect(await seen(child, grantFor(division))).toEqual(nothing);
      expect(await seen(youth, grantFor(division))).toMatchObject({ name: '王**', birthDate: null });
    }
  });

  it('is shown for a grant for this record, and for no other, also to who has as many as one can have', async () => {
    const others = Array.from({ length: 499 }, (_, number) => `Person.birthDate#${crypto.randomUUID()}${number}`);
    const grants = [...others, `Person.name#${child}`];
    const granted = { ...YOUTH, purpose: '困境儿童关爱', grants } as Caller;
    expect(await seen(child, granted)).toEqual({ ...nothing, name: '王小明' });
    expect(await seen(youth, granted)).toMatchObject({ name: '王**', birthDate: null });
  });

  it('leaves no record of a look where nothing was shown', async () => {
    const count = async () =>
      Number(
        (
          await sql<{ n: string }>(
            ca.subgraph.running.orm.em.fork(),
            `select count(*) as n from access_record where fields::text like ?`,
            [`%${child}%`],
          )
        )[0]?.n,
      );
    const before = await count();
    await seen(child, YOUTH);
    expect(await count()).toBe(before);
    await seen(child, officialOf('civil-affairs'));
    expect(await count()).toBe(before + 1);
  });

  it.each([
    ['2012-11-26', '2026-11-26T04:00:00Z', false],
    ['2012-11-27', '2026-11-26T04:00:00Z', true],
    // Midnight in China.
    ['2012-11-27', '2026-11-26T16:00:00Z', false],
    ['2012-02-29', '2026-02-28T04:00:00Z', true],
    ['2012-02-29', '2026-03-01T04:00:00Z', false],
  ])('born on %s is one at %s: %s', (birthDate, now, isOne) => {
    expect(isUnderFourteen({ birthDate }, new Date(now))).toBe(isOne);
  });
});
