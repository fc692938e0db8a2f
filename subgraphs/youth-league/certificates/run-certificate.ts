import { action } from '#kit/actions/action';
import { day, id } from '#kit/actions/input';
import { ensure } from '#kit/actions/problem';
import { stepAction } from '#kit/actions/step-action';
import { chinaDate } from '#kit/deadlines/china-date';
import { anyOf, isOtherPerson, officials, persons } from '#kit/identity/access';
import { lifecycle } from '#kit/lifecycle';
import { sql } from '#kit/sql';
import { newId } from '#lib/new-id';
import { events } from '../events.js';
import { Volunteer } from '../volunteers/volunteer.entity.js';
import { CertificateState, RecordCertificate } from './record-certificate.entity.js';

/** Life of a certificate (S0-24). */
const certificateLifecycle = lifecycle<typeof CertificateState, 'issue' | 'revoke', RecordCertificate>(
  CertificateState,
  {
    initial: 'REQUESTED',
    transitions: { issue: { from: ['REQUESTED'], to: 'ISSUED' }, revoke: { from: ['ISSUED'], to: 'REVOKED' } },
  },
);

export const requestCertificate = action({
  about: 'Requests a certificate for a period. 申请服务证明',
  row: 'S0-24',
  may: anyOf(officials('youth-league'), persons),
  input: {
    volunteerId: id('The volunteer. 志愿者'),
    periodFrom: day('First day. 起始日期'),
    periodTo: day('Last day. 截止日期'),
  },
  returns: RecordCertificate,
  async run(act, { volunteerId, periodFrom, periodTo }) {
    const volunteer = await act.require(Volunteer, volunteerId, 'volunteerId');
    ensure(!isOtherPerson(act.caller, volunteer.personId), 'FORBIDDEN', 'a person asks for his own certificate', {
      field: 'volunteerId',
    });
    ensure(
      periodTo >= periodFrom && periodTo <= chinaDate(act.now),
      'INVALID_PERIOD',
      'the period ends after it starts, and not in the future',
      { field: 'periodTo' },
    );
    const [row] = await sql<{ n: string }>(act.em, `select nextval('certificate_no') as n`);
    return act.em.create(RecordCertificate, {
      id: newId('cert'),
      certNo: `ZM${chinaDate(act.now).slice(0, 4)}${String(row?.n ?? '').padStart(8, '0')}`,
      volunteer: volunteer.id,
      personId: volunteer.personId,
      periodFrom,
      periodTo,
      minutes: null,
      records: null,
      state: 'REQUESTED',
      issuedOn: null,
    });
  },
});

export const issueCertificate = stepAction({
  about: 'Issues a certificate with the confirmed total of the period: who records certifies. 出具服务证明',
  row: 'S0-24',
  may: officials('youth-league'),
  entity: RecordCertificate,
  lifecycle: certificateLifecycle,
  transition: 'issue',
  async apply(act, certificate) {
    const [total] = await sql<{ minutes: string; records: string }>(
      act.em,
      `select coalesce(sum(minutes), 0) as minutes, count(*) as records from service_record
       where volunteer_id = ? and state = 'CONFIRMED' and (started_at at time zone 'Asia/Shanghai')::date between ?::date and ?::date`,
      [certificate.volunteer, certificate.periodFrom, certificate.periodTo],
    );
    ensure(Number(total?.records ?? 0) > 0, 'RULE_BROKEN', 'there is no confirmed record in the period', {
      field: 'id',
      rule: 'S0-24',
    });
    certificate.minutes = Number(total?.minutes ?? 0);
    certificate.records = Number(total?.records ?? 0);
    certificate.issuedOn = chinaDate(act.now);
  },
  event: events.CertificateIssued,
});

export const revokeCertificate = stepAction({
  about: 'Revokes an issued certificate. 撤销服务证明',
  row: 'S0-24',
  may: officials('youth-league'),
  entity: RecordCertificate,
  lifecycle: certificateLifecycle,
  transition: 'revoke',
  event: events.CertificateRevoked,
});
