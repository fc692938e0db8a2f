import { loader, type Loader } from '#kit/loading/loader';
import type { PersonalSum } from '#kit/queries/small-cells';
import { divisionPrefix } from '#kit/queries/division-prefix';
import { sql } from '#kit/sql';

/** Confirmed minutes by one column of the record, and of how many volunteers; one statement for all keys. */
function minutesBy(column: 'volunteer_id' | 'project_id' | 'activity_id'): Loader<string, PersonalSum> {
  return loader(`minutes-by-${column}`, async (em, keys) => {
    const rows = await sql<{ key: string; minutes: string; persons: string }>(
      em,
      `select ${column} as key, sum(minutes) as minutes, count(distinct volunteer_id) as persons from service_record
       where state = 'CONFIRMED' and ${column} in (${keys.map(() => '?').join(',')}) group by 1`,
      [...keys],
    );
    const sums = new Map(
      rows.map(({ key, minutes, persons }) => [key, { sum: Number(minutes), persons: Number(persons) }]),
    );
    return keys.map((key) => sums.get(key) ?? { sum: 0, persons: 0 });
  });
}

export const minutesByVolunteer = minutesBy('volunteer_id');
export const minutesByProject = minutesBy('project_id');
export const minutesByActivity = minutesBy('activity_id');

/** Confirmed minutes of a person; only those that one organisation certified, where one is given. */
export function minutesByPerson(host?: string): Loader<string, number> {
  return loader(`minutes-by-person ${host ?? ''}`, async (em, persons) => {
    const rows = await sql<{ key: string; minutes: string }>(
      em,
      `select person_id as key, sum(minutes) as minutes from service_record
       where state = 'CONFIRMED' and person_id in (${persons.map(() => '?').join(',')})${host === undefined ? '' : ' and host_uscc = ?'} group by 1`,
      host === undefined ? [...persons] : [...persons, host],
    );
    const sums = new Map(rows.map(({ key, minutes }) => [key, Number(minutes)]));
    return persons.map((person) => sums.get(person) ?? 0);
  });
}

/**
 * A statistic of each division with all below it; one statement for all codes. Rows are summed up per code first, so that the
 * divisions meet a few thousand codes and not every row.
 */
function withinDistrict(name: string, perCode: string): Loader<string, number> {
  return loader(name, async (em, codes) => {
    const list = codes.map(() => '(?, ?)').join(',');
    const rows = await sql<{ key: string; n: string }>(
      em,
      `select d.code as key, sum(x.n) as n from (values ${list}) as d(code, prefix)
       join (${perCode}) x on starts_with(x.district_code, d.prefix) group by 1`,
      codes.flatMap((code) => [code, divisionPrefix(code)]),
    );
    const values = new Map(rows.map(({ key, n }) => [key, Number(n)]));
    return codes.map((code) => values.get(code) ?? 0);
  });
}

export const volunteersByDistrict = withinDistrict(
  'volunteers-by-district',
  `select district_code, count(*) as n from volunteer where state = 'ACTIVE' group by 1`,
);
export const minutesByDistrict = withinDistrict(
  'minutes-by-district',
  `select district_code, sum(minutes) as n from service_record where state = 'CONFIRMED' group by 1`,
);
/** Volunteers whose confirmed minutes they are: each counts once, wherever he served. */
export const servingByDistrict = loader<string, number>('serving-by-district', async (em, codes) => {
  const list = codes.map(() => '(?, ?)').join(',');
  const rows = await sql<{ key: string; n: string }>(
    em,
    `select d.code as key, count(distinct x.volunteer_id) as n from (values ${list}) as d(code, prefix)
     join (select distinct district_code, volunteer_id from service_record where state = 'CONFIRMED') x
       on starts_with(x.district_code, d.prefix) group by 1`,
    codes.flatMap((code) => [code, divisionPrefix(code)]),
  );
  const values = new Map(rows.map(({ key, n }) => [key, Number(n)]));
  return codes.map((code) => values.get(code) ?? 0);
});
