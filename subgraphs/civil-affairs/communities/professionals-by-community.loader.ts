import { loader } from '#kit/loading/loader';
import { sql } from '#kit/sql';

/** Distinct persons with a valid qualification who work in each community; one statement for all. */
export const professionalsByCommunity = loader<string, number>(
  'professionals-by-community',
  async (em, communities) => {
    const rows = await sql<{ community: string; n: string }>(
      em,
      `select w.community_id as community, count(distinct w.person_id) as n from social_worker w
     where w.community_id in (${communities.map(() => '?').join(',')}) and w.state = 'ACTIVE' and exists (
       select 1 from social_work_qualification q where q.social_worker_id = w.id and (q.valid_to is null or q.valid_to >= current_date))
     group by 1`,
      [...communities],
    );
    const counts = new Map(rows.map(({ community, n }) => [community, Number(n)]));
    return communities.map((community) => counts.get(community) ?? 0);
  },
);
