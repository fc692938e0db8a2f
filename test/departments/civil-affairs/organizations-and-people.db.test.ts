import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { personId } from '#kit/identifiers/person-id';
import { department } from '../../../subgraphs/civil-affairs/department.js';
import { dashboard, partner, startDepartment, TEST_PERSON_ID_KEY, type TestDepartment } from '../../subgraph.js';
import { acting, newCreditCode, newIdNumber } from './affairs.js';

let ca: TestDepartment;
let act: ReturnType<typeof acting>;
let active: string;
beforeAll(async () => {
  ca = await startDepartment(department, { people: 60 });
  act = acting(ca);
  const { data } = await ca.query(
    '{ organizations(first: 1, filter: { role: "SOCIAL_WORK_AGENCY" }) { edges { node { uscc } } } }',
  );
  active = data.organizations.edges[0].node.uscc;
});
afterAll(() => ca[Symbol.asyncDispose]());

describe('registration of organisations (S0-15)', () => {
  const application = (uscc: string) => ({
    uscc,
    name: '测试社工中心',
    type: 'SOCIAL_SERVICE_INSTITUTION',
    districtCode: '440100',
  });

  it('goes from application to registration', async () => {
    const uscc = newCreditCode();
    expect(await act('submitRegistration', 'Organization', application(uscc))).toMatchObject({
      key: uscc,
      state: 'SUBMITTED',
    });
    expect(await act('approveRegistration', 'Organization', { id: uscc })).toMatchObject({
      code: 'ILLEGAL_TRANSITION',
      field: 'state',
    });
    expect(await act('acceptRegistration', 'Organization', { id: uscc })).toMatchObject({ state: 'ACCEPTED' });
    expect(await act('approveRegistration', 'Organization', { id: uscc })).toMatchObject({ state: 'ACTIVE' });
    const { data } = await ca.query('query ($uscc: ID!) { organization(uscc: $uscc) { registeredOn } }', { uscc });
    expect(data.organization.registeredOn).toMatch(/^\d{4}-\d\d-\d\d$/);
  });

  it('needs a prefix of the kind, a valid check character, a division that exists, and happens once', async () => {
    const uscc = newCreditCode('51');
    expect(await act('submitRegistration', 'Organization', application(uscc))).toMatchObject({
      code: 'RULE_BROKEN',
      rule: 'S0-15',
    });
    const flipped = `${uscc.slice(0, 17)}${uscc.endsWith('0') ? '1' : '0'}`;
    expect(await act('submitRegistration', 'Organization', application(flipped))).toMatchObject({
      code: 'INVALID_CREDIT_CODE',
    });
    const good = newCreditCode();
    expect(
      await act('submitRegistration', 'Organization', { ...application(good), districtCode: '449999' }),
    ).toMatchObject({ code: 'UNKNOWN_REFERENCE', field: 'districtCode' });
    expect(await act('submitRegistration', 'Organization', { ...application(good), districtCode: '12' })).toMatchObject(
      { code: 'INVALID_DIVISION_CODE' },
    );
    await act('submitRegistration', 'Organization', application(good));
    expect(await act('submitRegistration', 'Organization', application(good))).toMatchObject({ code: 'DUPLICATE' });
  });

  it('lets a partner apply for itself only, and a dashboard not at all', async () => {
    const uscc = newCreditCode();
    expect(await act('submitRegistration', 'Organization', application(uscc), partner(active))).toMatchObject({
      code: 'FORBIDDEN',
    });
    expect(await act('submitRegistration', 'Organization', application(uscc), dashboard)).toMatchObject({
      code: 'FORBIDDEN',
    });
    expect(await act('submitRegistration', 'Organization', application(uscc), partner(uscc))).toMatchObject({
      key: uscc,
    });
    expect(await act('refuseRegistration', 'Organization', { uscc, reason: '材料不齐全' })).toMatchObject({
      state: 'REFUSED',
    });
  });
});

describe('people and social workers', () => {
  it('a person is entered once; PersonId, birth date and sex follow from the number', async () => {
    const idNumber = newIdNumber('19881231');
    const input = { idNumber: idNumber.toLowerCase(), name: '测试', districtCode: '440106' };
    const person = await act('registerPerson', 'Person', input);
    expect(person.key).toBe(personId(idNumber, TEST_PERSON_ID_KEY));
    const { data } = await ca.query('query ($id: ID!) { person(id: $id) { birthDate sex idNumber } }', {
      id: person.key,
    });
    expect(data.person).toEqual({
      birthDate: '1988-12-31',
      sex: Number(idNumber[16]) % 2 ? 'MALE' : 'FEMALE',
      idNumber,
    });
    expect(await act('registerPerson', 'Person', input)).toMatchObject({ code: 'DUPLICATE', field: 'idNumber' });
    expect(await act('registerPerson', 'Person', { ...input, idNumber: '11010519491231002A' })).toMatchObject({
      code: 'INVALID_ID_NUMBER',
    });
  });

  it('a social worker climbs one level at a time (S3-30)', async () => {
    const person = await act('registerPerson', 'Person', {
      idNumber: newIdNumber(),
      name: '社工',
      districtCode: '440106',
    });
    const registration = { personId: person.key, employerUscc: active };
    const worker = await act('registerSocialWorker', 'SocialWorker', registration);
    expect(await act('registerSocialWorker', 'SocialWorker', registration)).toMatchObject({
      code: 'DUPLICATE',
      rule: 'S3-30',
    });
    const certificate = (level: string, certNo: string, issuedOn = '2020-01-01') => ({
      socialWorkerId: worker.key,
      level,
      certNo,
      issuedOn,
    });
    const record = (input: object) => act('recordSocialWorkQualification', 'SocialWorker', { ...input });
    expect(await record(certificate('SENIOR', 'T-1'))).toMatchObject({ code: 'INVALID_INPUT', field: 'certNo' });
    expect(await record(certificate('SENIOR', 'T-0001'))).toMatchObject({ code: 'RULE_BROKEN', rule: 'S3-30' });
    expect(await record(certificate('ASSISTANT', 'T-0001', '2999-01-01'))).toMatchObject({ code: 'INVALID_PERIOD' });
    expect(await record(certificate('ASSISTANT', 'T-0001'))).toMatchObject({ key: worker.key });
    expect(await record(certificate('ASSISTANT', 'T-0002'))).toMatchObject({ code: 'RULE_BROKEN' });
    expect(await record(certificate('SOCIAL_WORKER', 'T-0001'))).toMatchObject({ code: 'DUPLICATE', field: 'certNo' });
    expect(await record(certificate('SOCIAL_WORKER', 'T-0002'))).toMatchObject({ key: worker.key });
    const { data } = await ca.query(
      'query ($id: ID!) { socialWorker(id: $id) { level qualifications { totalCount } } }',
      { id: worker.key },
    );
    expect(data.socialWorker).toEqual({ level: 'SOCIAL_WORKER', qualifications: { totalCount: 2 } });
  });

  it('an employer must be registered (S2-05)', async () => {
    const uscc = newCreditCode();
    await act('submitRegistration', 'Organization', {
      uscc,
      name: 'x',
      type: 'SOCIAL_SERVICE_INSTITUTION',
      districtCode: '440100',
    });
    const person = await act('registerPerson', 'Person', {
      idNumber: newIdNumber(),
      name: '某某',
      districtCode: '440106',
    });
    expect(
      await act('registerSocialWorker', 'SocialWorker', { personId: person.key, employerUscc: uscc }),
    ).toMatchObject({ code: 'RULE_BROKEN', rule: 'S2-05' });
  });
});
