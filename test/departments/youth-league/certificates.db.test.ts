import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { partner, person } from '../../subgraph.js';
import { activeVolunteers, at, HOST, key, type League, publishedActivity, somebody, startLeague } from './league.js';

describe('certificates', () => {
  let league: League;
  let volunteerId: string;
  beforeEach(async () => {
    league = await startLeague();
    [volunteerId = ''] = await activeVolunteers(league, 1);
  });
  afterEach(() => league[Symbol.asyncDispose]());

  /** Confirmed service of so many hours from an hour after the first moment (2026-11-23 08:00 in China). */
  async function serve(from: number, hours: number): Promise<string> {
    const before = league.now;
    const { shift } = await publishedActivity(league, { from, to: from + hours });
    await league.mutate('applyForShift', { shiftId: shift, volunteerId });
    league.now = new Date(Math.max(before.getTime(), Date.parse(at(from + hours))));
    const { id } = await league.mutate('recordService', {
      shiftId: shift,
      volunteerId,
      startedAt: at(from),
      endedAt: at(from + hours),
      idempotencyKey: key(),
    });
    await league.mutate('confirmServiceRecord', { id });
    return id;
  }
  const request = (periodFrom = '2026-11-23', periodTo = '2026-11-24', caller = person(somebody(1))) =>
    league.mutate('requestCertificate', { volunteerId, periodFrom, periodTo }, caller, 'state certNo');
  const TOTALS = 'state minutes records';

  it('freeze the confirmed minutes of the days of the period, in China', async () => {
    // 23:00 of the 23rd in China belongs to the period, 01:00 of the 25th does not.
    await serve(15, 0.5);
    await serve(24, 3);
    await serve(41, 1);
    league.now = new Date(at(60));
    const { id, certNo } = await request();
    expect(certNo).toMatch(/^ZM2026\d+$/);
    expect(await league.mutate('issueCertificate', { id }, undefined, TOTALS)).toMatchObject({
      state: 'ISSUED',
      minutes: 210,
      records: 2,
    });
    expect(await league.announced()).toContain('CertificateIssued');
    await expect(
      league.rows('update record_certificate set minutes = 999 where id = ? returning id', [id]),
    ).rejects.toThrow(/frozen/);
  });

  it('stay as issued when a record is voided later', async () => {
    const record = await serve(24, 3);
    const { id, certNo } = await request('2026-11-23', '2026-11-24');
    await league.mutate('issueCertificate', { id });
    await league.mutate('voidServiceRecord', { id: record, reason: '重复' });
    const { data } = await league.running.query(
      'query ($no: ID!) { verifyCertificate(certNo: $no) { minutes state } }',
      { no: certNo },
    );
    expect(data.verifyCertificate).toEqual({ minutes: 180, state: 'ISSUED' });
  });

  it('are revoked, and the public check says so', async () => {
    await serve(24, 3);
    const { id, certNo } = await request();
    expect(await league.mutate('revokeCertificate', { id })).toMatchObject({ code: 'ILLEGAL_TRANSITION' });
    await league.mutate('issueCertificate', { id });
    expect(await league.mutate('issueCertificate', { id })).toMatchObject({ code: 'ILLEGAL_TRANSITION' });
    expect(await league.mutate('revokeCertificate', { id })).toMatchObject({ state: 'REVOKED' });
    const { data } = await league.running.query('query ($no: ID!) { verifyCertificate(certNo: $no) { state } }', {
      no: certNo,
    });
    expect(data.verifyCertificate).toEqual({ state: 'REVOKED' });
    expect(await league.announced()).toContain('CertificateRevoked');
  });

  it('are not issued for nothing', async () => {
    league.now = new Date(at(60));
    const { id } = await request();
    expect(await league.mutate('issueCertificate', { id })).toMatchObject({ code: 'RULE_BROKEN', rule: 'S0-24' });
    expect(await league.rows('select state, minutes from record_certificate')).toEqual([
      { state: 'REQUESTED', minutes: null },
    ]);
  });

  it.each([
    ['ends before it starts', '2026-11-24', '2026-11-23'],
    ['is not over', '2026-11-23', '2026-12-31'],
  ])('are not requested for a period that %s', async (_, from, to) => {
    league.now = new Date(at(60));
    expect(await request(from, to)).toMatchObject({ code: 'INVALID_PERIOD', field: 'periodTo' });
    expect(await league.count('record_certificate')).toBe(0);
  });

  it('are requested by the volunteer and issued by the youth league', async () => {
    league.now = new Date(at(60));
    expect(await request('2026-11-23', '2026-11-24', person(somebody(2)))).toMatchObject({ code: 'FORBIDDEN' });
    expect(await request('2026-11-23', '2026-11-24', partner(HOST))).toMatchObject({ code: 'FORBIDDEN' });
    const { id } = await request();
    for (const caller of [person(somebody(1)), partner(HOST)]) {
      expect(await league.mutate('issueCertificate', { id }, caller)).toMatchObject({ code: 'FORBIDDEN' });
      expect(await league.mutate('revokeCertificate', { id }, caller)).toMatchObject({ code: 'FORBIDDEN' });
    }
  });
});
