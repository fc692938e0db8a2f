import { loader } from '#kit/loading/loader';
import { sql } from '#kit/sql';

/** How many of the mandatory kinds each centre has verified. */
export const mandatoryRoomsByCenter = loader<string, number>('mandatory-rooms-by-center', async (em, centers) => {
  const rows = await sql<{ center: string; n: string }>(
    em,
    `select center_id as center, count(distinct kind) as n from function_room
     where center_id in (${centers.map(() => '?').join(',')}) and kind <> 'OPTIONAL' and verified_on is not null group by 1`,
    [...centers],
  );
  const counts = new Map(rows.map(({ center, n }) => [center, Number(n)]));
  return centers.map((center) => counts.get(center) ?? 0);
});
