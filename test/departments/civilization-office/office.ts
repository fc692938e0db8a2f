import { sql } from '#kit/sql';
import type { Caller } from '#protocol/caller';
import { department } from '../../../subgraphs/civilization-office/department.js';
import { officialOf, startDepartment, type TestDepartment } from '../../subgraph.js';

const DAY_MS = 86_400_000;

/** A civilization office with a small seeded world and a clock that tests can move. */
export interface TestOffice extends AsyncDisposable {
  readonly running: TestDepartment;
  /** Moves the clock of all later actions. */
  advance(days: number): void;
  /** Today, moved as the clock is. */
  now(): Date;
  read<Row extends object>(text: string): Promise<Row[]>;
  /** The mutation's answer: the entity with the selected fields, or a problem. */
  act(mutation: string, input: Record<string, unknown>, fields?: string, caller?: Caller): Promise<Acted>;
}

// oxlint-disable-next-line typescript/no-explicit-any
type Acted = any;

export async function startOffice(): Promise<TestOffice> {
  let moved = 0;
  const now = () => new Date(Date.now() + moved * DAY_MS);
  const running = await startDepartment(department, {
    people: 300,
    today: new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10),
    clock: now,
  });
  return {
    running,
    advance: (days) => void (moved += days),
    now,
    read: (text) => sql(running.subgraph.running.orm.em.fork(), text),
    async act(mutation, input, fields = '__typename', caller = officialOf('civilization-office')) {
      const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
      const document = `mutation ($input: ${type}!) { result: ${mutation}(input: $input) {
        __typename ... on Problem { code message field rule } ... on ${RETURNS[mutation] ?? ''} { ${fields} } } }`;
      const { data, errors } = await running.query(document, { input }, caller);
      if (errors) throw new Error(errors.map(({ message }) => message).join('; '));
      return data.result;
    },
    [Symbol.asyncDispose]: () => running[Symbol.asyncDispose](),
  };
}

const RETURNS: Readonly<Record<string, string>> = {
  publishPolicy: 'PolicyDocument',
  repealPolicy: 'PolicyDocument',
  scheduleMeeting: 'Meeting',
  holdMeeting: 'Meeting',
  minuteMeeting: 'Meeting',
  cancelMeeting: 'Meeting',
  raiseActionItem: 'ActionItem',
  startActionItem: 'ActionItem',
  finishActionItem: 'ActionItem',
  openAwardProgramme: 'AwardProgramme',
  nominate: 'Nomination',
  reviewNomination: 'Nomination',
  publiciseNomination: 'Nomination',
  objectToNomination: 'Nomination',
  settleObjection: 'Nomination',
  rejectNomination: 'Nomination',
  confer: 'Commendation',
  revokeCommendation: 'Commendation',
};
