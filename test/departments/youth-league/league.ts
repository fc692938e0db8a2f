import { creditCodeCheck } from '#kit/identifiers/credit-code';
import { personId } from '#kit/identifiers/person-id';
import { sql } from '#kit/sql';
import type { Caller } from '#protocol/caller';
import { department } from '../../../subgraphs/youth-league/department.js';
import { startDepartment, TEST_PERSON_ID_KEY, type TestDepartment } from '../../subgraph.js';

/** A valid credit code; the number keeps it apart. */
function uscc(number: number): string {
  const first17 = `52442000XN${String(number).padStart(7, '0')}`;
  return first17 + creditCodeCheck(first17);
}

export const HOST = uscc(1);
export const OTHER_HOST = uscc(2);
export const TOWN_BODY = uscc(3);
export const TOWN = '442000001';
export const PROJECT = 'prj_00000000000000000000000001';

const HOUR_MS = 3_600_000;

/** A moment so many hours after the clock's first one. */
export function at(hours: number): string {
  return new Date(Date.parse('2026-11-23T00:00:00Z') + hours * HOUR_MS).toISOString();
}

/** PersonId of the n-th synthetic person. */
export function somebody(n: number): string {
  return personId(`99000020000101${String(n).padStart(4, '0')}`, TEST_PERSON_ID_KEY);
}

export interface League extends AsyncDisposable {
  readonly running: TestDepartment;
  /** The department's clock; tests move it. */
  now: Date;
  // Answers have many shapes; vitest's matchers check them.
  // oxlint-disable-next-line typescript/no-explicit-any
  mutate(name: string, input: Record<string, unknown>, caller?: Caller, selection?: string): Promise<any>;
  rows<Row extends object>(text: string, parameters?: (string | number)[]): Promise<Row[]>;
  count(table: string): Promise<number>;
  /** Types of the events announced so far, in order. */
  announced(): Promise<string[]>;
}

/** An empty department whose clock stands still. */
export async function startLeague(): Promise<League> {
  const league = { now: new Date(at(0)) };
  const running = await startDepartment(department, { people: 0, clock: () => league.now });
  const rows = <Row extends object>(text: string, parameters: (string | number)[] = []) =>
    sql<Row>(running.subgraph.running.orm.em.fork(), text, parameters);
  return Object.assign(league, {
    running,
    rows,
    async mutate(name: string, input: Record<string, unknown>, caller?: Caller, selection = 'state') {
      const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input!`;
      const { data, errors } = await running.query(
        `mutation ($input: ${type}) { result: ${name}(input: $input) {
           __typename ... on Problem { code field rule message } ... on ${department.actions[name]?.returns.name} { id ${selection} } } }`,
        { input },
        caller,
      );
      if (errors) throw new Error(errors.map(({ message }) => message).join('; '));
      return data.result;
    },
    count: async (table: string) => Number((await rows<{ n: string }>(`select count(*) as n from ${table}`))[0]?.n),
    announced: async () =>
      (await rows<{ type: string }>('select type from outbox order by seq')).map(({ type }) => type),
    [Symbol.asyncDispose]: () => running[Symbol.asyncDispose](),
  });
}

let sequence = 0;

/** A key that no other request of the run uses. */
export function key(): string {
  sequence += 1;
  return `request-${sequence}`;
}

/** A person's registration. */
export function registration(n: number, input: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    personId: somebody(n),
    districtCode: TOWN,
    skills: ['急救'],
    serviceAreas: ['为老服务'],
    source: 'ONLINE',
    ...input,
  };
}

/** Volunteers at work, with the numbers `from` … `from + count - 1`; answers their ids. */
export async function activeVolunteers(league: League, count: number, from = 1): Promise<string[]> {
  return Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const { id } = await league.mutate('registerVolunteer', registration(from + index));
      await league.mutate('verifyVolunteer', { id });
      await league.mutate('activateVolunteer', { id });
      return id as string;
    }),
  );
}

export interface Plan {
  readonly positions?: number;
  readonly autoAccept?: boolean;
  readonly from?: number;
  readonly to?: number;
  readonly hostUscc?: string;
}

/** An activity as a draft, with one shift from 24 to 28 hours after the clock's first moment. */
export function draft({ positions = 5, autoAccept = true, from = 24, to = 28, hostUscc = HOST }: Plan = {}) {
  return {
    title: '长者探访志愿服务',
    hostUscc,
    districtCode: TOWN,
    projectId: PROJECT,
    risks: '户外活动注意高温与交通安全',
    safeguards: '提供饮水,购买意外保险',
    autoAccept,
    shifts: [{ startsAt: at(from), endsAt: at(to), positions }],
    idempotencyKey: key(),
  };
}

/** A published activity; answers its id and the id of its shift. */
export async function publishedActivity(league: League, plan: Plan = {}): Promise<{ activity: string; shift: string }> {
  const selection = 'shifts(first: 1) { edges { node { id } } }';
  const { id, shifts } = await league.mutate('createActivity', draft(plan), undefined, selection);
  await league.mutate('publishActivity', { id });
  return { activity: id, shift: shifts.edges[0].node.id };
}

/** How often each state occurs among answers; problems count by their code. */
export function tally(answers: readonly { state?: string; code?: string }[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { state, code } of answers) {
    const name = state ?? code ?? 'nothing';
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}
