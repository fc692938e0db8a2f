import { creditCodeCheck } from '#kit/identifiers/credit-code';
import { sql } from '#kit/sql';
import type { Caller } from '#protocol/caller';
import { department } from '../../../subgraphs/charity-federation/department.js';
import { startDepartment, type TestDepartment } from '../../subgraph.js';

/** A valid credit code: prefix of two characters, division, and a number that keeps it apart. */
export function uscc(prefix: '11' | '51' | '52' | '53', number: number): string {
  const first17 = `${prefix}440106XN${String(number).padStart(7, '0')}`;
  return first17 + creditCodeCheck(first17);
}

export const HOST = uscc('51', 1);
export const TOWN_HALL = uscc('11', 2);
export const STREET = '440106001';
export const PROJECT = 'prj_00000000000000000000000001';

export interface Charity extends AsyncDisposable {
  readonly running: TestDepartment;
  /** The department's clock; tests move it. */
  now: Date;
  /** Runs a mutation with one input; answers its result, or throws on errors that are not typed problems. */
  // Answers have many shapes; vitest's matchers check them.
  // oxlint-disable-next-line typescript/no-explicit-any
  mutate(name: string, input: Record<string, unknown>, caller?: Caller, selection?: string): Promise<any>;
  rows<Row extends object>(text: string, parameters?: (string | number)[]): Promise<Row[]>;
}

/** An empty department with one qualified charity, whose clock stands at a fixed day. */
export async function startCharity(): Promise<Charity> {
  const charity = { now: new Date('2026-11-23T04:00:00Z') };
  const running = await startDepartment(department, { people: 0, clock: () => charity.now });
  const returns: Readonly<Record<string, string>> = Object.fromEntries(
    Object.entries(department.actions).map(([name, action]) => [name, action.returns.name]),
  );
  const full: Charity = Object.assign(charity, {
    running,
    async mutate(name: string, input: Record<string, unknown>, caller?: Caller, selection = '') {
      const key = { DonationReceipt: 'no', FundraisingQualification: 'certNo' }[returns[name] ?? ''] ?? 'id';
      const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input!`;
      const { data, errors } = await running.query(
        `mutation ($input: ${type}) { result: ${name}(input: $input) {
           __typename ... on Problem { code field rule message } ... on ${returns[name]} { ${key} ${selection} } } }`,
        { input },
        caller,
      );
      if (errors) throw new Error(errors.map(({ message }) => message).join('; '));
      return data.result;
    },
    rows: <Row extends object>(text: string, parameters: (string | number)[] = []) =>
      sql<Row>(running.subgraph.running.orm.em.fork(), text, parameters),
    [Symbol.asyncDispose]: () => running[Symbol.asyncDispose](),
  });
  await full.mutate('recordFundraisingQualification', {
    certNo: 'Q-1',
    organizationUscc: HOST,
    validFrom: '2020-01-01',
  });
  return full;
}

let sequence = 0;

/** A key that no other request of the run uses. */
export function key(): string {
  sequence += 1;
  return `request-${sequence}`;
}

export const fundInput = {
  name: '天河南街社区慈善基金',
  hostUscc: HOST,
  initiatorUscc: TOWN_HALL,
  districtCode: STREET,
  seedFen: 1_000_000,
};

/** An active fund with 10 000 yuan of seed money; answers its key. */
export async function openFund(charity: Charity, input: Partial<typeof fundInput> = {}): Promise<string> {
  const { id } = await charity.mutate('applyForFund', { ...fundInput, ...input });
  await charity.mutate('approveFund', { id });
  await charity.mutate('activateFund', { id });
  return id;
}

export const campaignInput = {
  filingNo: `${HOST}A00001`,
  title: '耆乐安居联合募捐',
  charityUscc: HOST,
  projectId: PROJECT,
  districtCode: STREET,
  channel: 'ONLINE',
  platformCode: 'GYLM',
  goalFen: 50_000,
  costFen: 500,
  useOfFunds: '居家安全改造',
  beneficiaries: '独居长者',
  surplusUse: '用于同类项目',
  personInCharge: '张三丰',
  bankAccount: '6222000011112222',
  startsOn: '2026-12-05',
  endsOn: '2027-03-05',
};

/** A campaign that runs; the clock then stands on its first day. */
export async function runCampaign(charity: Charity, input: object = {}): Promise<string> {
  const { id } = await charity.mutate('fileCampaign', { ...campaignInput, ...input });
  charity.now = new Date('2026-12-05T04:00:00Z');
  await charity.mutate('launchCampaign', { id });
  return id;
}

/** Input of an anonymous gift to a target. */
export function gift(purpose: 'CAMPAIGN' | 'FUND' | 'PROJECT' | 'SITE', targetId: string, more: object = {}) {
  return { idempotencyKey: key(), purpose, targetId, amountFen: 10_000, channel: 'CASH', anonymous: true, ...more };
}

export async function balance(charity: Charity, fund: string): Promise<number> {
  const { data } = await charity.running.query(`{ charityFund(id: "${fund}") { balanceFen } }`);
  return data.charityFund.balanceFen;
}
