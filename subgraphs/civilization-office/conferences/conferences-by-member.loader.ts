import { loader } from '#kit/loading/loader';
import { sql } from '#kit/sql';
import { JointConference } from './joint-conference.entity.js';

/** An organisation sits in a handful of conferences; more than this many are not answered. */
const MAX = 50;

/** Conferences in which an organisation sits, by credit code; one statement for all. */
export const conferencesByMember = loader<string, JointConference[]>('conferences by member', async (em, usccs) => {
  const rows = await sql(
    em,
    `select member.uscc as member__, conference.* from unnest(array[${usccs.map(() => '?').join(',')}]::text[]) as member(uscc)
     cross join lateral (select * from joint_conference where member_usccs @> array[member.uscc] order by id limit ${MAX}) conference`,
    usccs,
  );
  const byMember = new Map<string, JointConference[]>(usccs.map((uscc) => [uscc, []]));
  for (const { member__, ...row } of rows) {
    byMember.get(String(member__))?.push(em.map(JointConference, row as never));
  }
  return usccs.map((uscc) => byMember.get(uscc) ?? []);
});
