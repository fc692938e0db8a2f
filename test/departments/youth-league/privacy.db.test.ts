import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Caller } from '#protocol/caller';
import { dashboard, officialOf, partner, person } from '../../subgraph.js';
import {
  activeVolunteers,
  at,
  HOST,
  key,
  type League,
  OTHER_HOST,
  publishedActivity,
  registration,
  somebody,
  startLeague,
} from './league.js';

/** Volunteer Service Regulations art. 20: what is known of a volunteer goes to whom it concerns, through every door of the graph. */
describe('what is known of a volunteer', () => {
  let league: League;
  let ids: { volunteer: string; application: string; record: string; shift: string; certNo: string };

  beforeAll(async () => {
    league = await startLeague();
    const { id: volunteer } = await league.mutate('registerVolunteer', registration(1), partner(HOST));
    await league.mutate('verifyVolunteer', { id: volunteer });
    await league.mutate('activateVolunteer', { id: volunteer });
    const { shift } = await publishedActivity(league);
    const { id: application } = await league.mutate('applyForShift', { shiftId: shift, volunteerId: volunteer });
    league.now = new Date(at(28));
    const { id: record } = await league.mutate('recordService', {
      shiftId: shift,
      volunteerId: volunteer,
      startedAt: at(24),
      endedAt: at(26),
      idempotencyKey: key(),
    });
    await league.mutate('confirmServiceRecord', { id: record });
    const period = { volunteerId: volunteer, periodFrom: '2026-11-01', periodTo: '2026-11-24' };
    const { id, certNo } = await league.mutate('requestCertificate', period, undefined, 'certNo');
    await league.mutate('issueCertificate', { id });
    // Somebody else, of another organisation.
    await activeVolunteers(league, 1, 2);
    ids = { volunteer, application, record, shift, certNo };
  });
  afterAll(() => league[Symbol.asyncDispose]());

  const DOORS = `query ($volunteer: ID!, $application: ID!, $record: ID!, $certNo: ID!, $r: [_Any!]!) {
    volunteer(id: $volunteer) { id }
    volunteers { totalCount }
    application(id: $application) { id }
    serviceRecord(id: $record) { id volunteer { id } }
    serviceRecords { totalCount }
    recordCertificate(certNo: $certNo) { id }
    _entities(representations: $r) {
      __typename
      ... on Volunteer { records { totalCount } applications { totalCount } certificates { totalCount } }
      ... on Person { volunteer { id } serviceMinutes }
      ... on SocialWorker { alsoVolunteer { id } }
      ... on ActivityShift { applications { totalCount } }
    }
  }`;

  async function through(caller: Caller) {
    const personId = somebody(1);
    const { data, errors } = await league.running.query(
      DOORS,
      {
        ...ids,
        r: [
          { __typename: 'Person', id: personId },
          { __typename: 'SocialWorker', id: 'sw_1', person: { id: personId } },
          { __typename: 'ActivityShift', id: ids.shift },
          { __typename: 'Volunteer', id: ids.volunteer },
          { __typename: 'ServiceRecord', id: ids.record },
          { __typename: 'Application', id: ids.application },
          { __typename: 'RecordCertificate', certNo: ids.certNo },
        ],
      },
      caller,
    );
    expect(errors).toBeUndefined();
    const [ofPerson, worker, shift, volunteer, record, application, certificate] = data._entities;
    return {
      volunteer: data.volunteer !== null && volunteer !== null,
      volunteers: data.volunteers.totalCount,
      application: data.application !== null && application !== null,
      applications: shift.applications.totalCount,
      record: data.serviceRecord !== null && record !== null,
      who: (data.serviceRecord?.volunteer ?? null) !== null,
      records: data.serviceRecords.totalCount,
      certificate: data.recordCertificate !== null && certificate !== null,
      asPerson: ofPerson.volunteer !== null && worker.alsoVolunteer !== null,
      minutes: ofPerson.serviceMinutes,
      nested: volunteer && [
        volunteer.records.totalCount,
        volunteer.applications.totalCount,
        volunteer.certificates.totalCount,
      ],
    };
  }

  const everything = {
    volunteer: true,
    application: true,
    applications: 1,
    record: true,
    who: true,
    records: 1,
    certificate: true,
    asPerson: true,
    minutes: 120,
    nested: [1, 1, 1],
  };
  const nothing = {
    volunteer: false,
    volunteers: 0,
    application: false,
    applications: 0,
    record: false,
    who: false,
    records: 0,
    certificate: false,
    asPerson: false,
    minutes: 0,
    nested: null,
  };

  it('goes to officials', async () => {
    expect(await through(officialOf('youth-league'))).toEqual({ ...everything, volunteers: 2 });
  });

  it('goes to the volunteer himself', async () => {
    expect(await through(person(somebody(1)))).toEqual({ ...everything, volunteers: 1 });
  });

  it('goes to the organisation that recruited him and certifies his service, but for his certificates', async () => {
    expect(await through(partner(HOST))).toEqual({
      ...everything,
      volunteers: 1,
      certificate: false,
      nested: [1, 1, 0],
    });
  });

  it('goes to no other organisation and to no other person', async () => {
    expect(await through(partner(OTHER_HOST))).toEqual(nothing);
    expect(await through(person(somebody(3)))).toEqual(nothing);
  });

  it('goes to no screen, which sees what was served and not by whom', async () => {
    expect(await through(dashboard)).toEqual({ ...nothing, record: true, records: 1 });
  });

  it('is not in the answer to a certificate number, which everybody gets', async () => {
    const { data, errors } = await league.running.query(
      'query ($certNo: ID!) { verifyCertificate(certNo: $certNo) { certNo periodFrom periodTo minutes state } unknown: verifyCertificate(certNo: "ZM0") { state } }',
      { certNo: ids.certNo },
      dashboard,
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      verifyCertificate: {
        certNo: ids.certNo,
        periodFrom: '2026-11-01',
        periodTo: '2026-11-24',
        minutes: 120,
        state: 'ISSUED',
      },
      unknown: null,
    });
    const schema = await league.running.query('{ __type(name: "CertificateCheck") { fields { name } } }');
    expect(schema.data.__type.fields.map(({ name }: { name: string }) => name)).toEqual([
      'certNo',
      'periodFrom',
      'periodTo',
      'minutes',
      'state',
    ]);
  });

  it('is in no event: facts are numbers and codes', async () => {
    const personal = await league.rows(
      `select type from outbox where subject_key = ? or facts::text like '%' || ? || '%' or facts::text like '%' || ? || '%'`,
      [somebody(1), somebody(1), ids.volunteer],
    );
    expect(personal).toEqual([]);
  });
});
