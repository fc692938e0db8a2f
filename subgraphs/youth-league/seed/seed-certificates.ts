import type { Seeder } from '#kit/seeding/seeder';
import { sql } from '#kit/sql';

/** One volunteer in so many has a certificate. */
const ONE_IN = 25;

/** Certificates of the last 365 days before today, with the totals that the records give; made in one statement, as issuing does. */
export async function seedCertificates({ em, options: { today } }: Seeder): Promise<void> {
  await sql(
    em,
    `insert into record_certificate (id, cert_no, volunteer_id, person_id, period_from, period_to, minutes, records, state, issued_on)
     select 'cert_' || substr(md5(served.volunteer_id), 1, 26), 'ZM' || left(?, 4) || lpad(nextval('certificate_no')::text, 8, '0'),
       served.volunteer_id, served.person_id, ?::date - 365, ?::date - 1, served.minutes, served.records, 'ISSUED', ?::date
     from (select r.volunteer_id, r.person_id, sum(r.minutes) as minutes, count(*) as records
           from service_record r join volunteer v on v.id = r.volunteer_id
           where r.state = 'CONFIRMED' and right(v.volunteer_no, 6)::int % ? = 0
             and (r.started_at at time zone 'Asia/Shanghai')::date between ?::date - 365 and ?::date - 1
           group by 1, 2 order by 1) served`,
    [today, today, today, today, ONE_IN, today, today],
  );
}
