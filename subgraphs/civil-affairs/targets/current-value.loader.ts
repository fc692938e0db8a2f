import { loader } from '#kit/loading/loader';
import { divisionPrefix } from '#kit/queries/division-prefix';
import { sql } from '#kit/sql';

const STATIONS = `select district_code from service_station where coverage = 'MANDATED' and state = 'OPERATING' and district_code like ?`;

/** What each metric counts within a division (S2-01, S3-04, S3-05). Distinct counts, so nothing counts twice. */
const METRICS: Readonly<Record<string, string>> = {
  STATION_CITIES: `select count(distinct left(district_code, 4)) as n from (${STATIONS}) s`,
  STATION_COUNTIES: `select count(distinct left(district_code, 6)) as n from (${STATIONS}) s`,
  STATION_STREETS: `select count(distinct district_code) as n from (${STATIONS}) s`,
  COMMUNITY_SOCIAL_WORKERS: `select count(distinct w.person_id) as n from social_worker w join community c on c.id = w.community_id
    where w.state = 'ACTIVE' and c.district_code like ? and exists (
      select 1 from social_work_qualification q where q.social_worker_id = w.id and (q.valid_to is null or q.valid_to >= current_date))`,
  COMMUNITY_AGENCIES: `select count(*) as n from organization
    where state = 'ACTIVE' and type = 'SOCIAL_SERVICE_INSTITUTION' and role = 'SOCIAL_WORK_AGENCY' and district_code like ?`,
};

/** Keys are `metric scope`. One statement per distinct key in a single round trip; unknown metrics answer null. */
export const currentValue = loader<string, number | null>('target-current-value', async (em, keys) => {
  const known = keys.filter((key) => METRICS[key.split(' ')[0] ?? ''] !== undefined);
  if (known.length === 0) return keys.map(() => null);
  const union = known
    .map((key, index) => `select ${index} as i, n from (${METRICS[key.split(' ')[0] ?? '']}) m`)
    .join(' union all ');
  const prefixes = known.map((key) => `${divisionPrefix(key.split(' ')[1] ?? '')}%`);
  const rows = await sql<{ i: number; n: string }>(em, union, prefixes);
  const values = new Map(rows.map(({ i, n }) => [known[Number(i)], Number(n)]));
  return keys.map((key) => values.get(key) ?? null);
});
