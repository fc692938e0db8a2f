import { loader, type Loader } from '#kit/loading/loader';
import { divisionPrefix } from '#kit/queries/division-prefix';
import { sql } from '#kit/sql';

/** Confirmed minutes by one column of the record; one statement for all keys. */
function minutesBy(column: 'volunteer_id' | 'project_id' | 'activity_id'): Loader<string, number> {
  return loader(`minutes-by-${column}`, async (em, keys) => {
    const rows = await sql<{ key: string; minutes: string }>(
      em,
      `select ${column} as key, sum(minutes) as minutes from service_record
       where state = 'CONFIRMED' and ${column} in (${keys.map(() => '?').join(',')}) group by 1`,
      [...keys],
    );
    const sums = new Map(rows.map(({ key, minutes }) => [key, Number(minutes)]));
    return keys.map((key) => sums.get(key) ?? 0);
  });
}

export const minutesByVolunteer = minutesBy('volunteer_id');
export const minutesByProject = minutesBy('project_id');
export const minutesByActivity = minutesBy('activity_id');

/** Confirmed minutes of the volunteer who is this person. */
export const minutesByPerson = loader<string, number>('minutes-by-person', async (em, persons) => {
  const rows = await sql<{ key: string; minutes: string }>(
    em,
    `select v.person_id as key, sum(r.minutes) as minutes from service_record r join volunteer v on v.id = r.volunteer_id
     where r.state = 'CONFIRMED' and v.person_id in (${persons.map(() => '?').join(',')}) group by 1`,
    [...persons],
  );
  const sums = new Map(rows.map(({ key, minutes }) => [key, Number(minutes)]));
  return persons.map((person) => sums.get(person) ?? 0);
});

/** A statistic of each division with all below it; one statement for all codes. */
function withinDistrict(name: string, from: string, value: string): Loader<string, number> {
  return loader(name, async (em, codes) => {
    const list = codes.map(() => '(?, ?)').join(',');
    const rows = await sql<{ key: string; n: string }>(
      em,
      `select d.code as key, ${value} as n from (values ${list}) as d(code, prefix) left join ${from} on x.district_code like d.prefix || '%' group by 1`,
      codes.flatMap((code) => [code, divisionPrefix(code)]),
    );
    const values = new Map(rows.map(({ key, n }) => [key, Number(n)]));
    return codes.map((code) => values.get(code) ?? 0);
  });
}

export const volunteersByDistrict = withinDistrict(
  'volunteers-by-district',
  `(select district_code from volunteer where state = 'ACTIVE') x`,
  'count(x.district_code)',
);
export const minutesByDistrict = withinDistrict(
  'minutes-by-district',
  `(select district_code, minutes from service_record where state = 'CONFIRMED') x`,
  'coalesce(sum(x.minutes), 0)',
);
