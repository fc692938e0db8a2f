import type { World } from '#seed/world-types';
import type { FundEntry } from '../funds/fund-entry.entity.js';
import { seedDonations } from './donations.js';

type Leg = Partial<FundEntry>;

/** Both legs of a posting; ids derive from what is booked, so they sort by its time. */
function* posting(
  source: string,
  letter: string,
  legs: Pick<FundEntry, 'fund' | 'kind' | 'amountFen' | 'enteredAt'> & {
    readonly counter: FundEntry['account'];
    readonly donation?: string;
    readonly disbursement?: string;
    readonly reverses?: string;
  },
): Generator<Leg> {
  const { counter, fund, kind, amountFen, enteredAt, donation, disbursement, reverses } = legs;
  const stem = `${source.slice(4, -1)}${letter}`;
  const row = (account: FundEntry['account'], prefix: string, amount: number): Leg => ({
    id: `${prefix}_${stem}`,
    posting: `pst_${stem}`,
    fund,
    account,
    kind,
    amountFen: amount,
    donation: donation ?? null,
    disbursement: disbursement ?? null,
    reverses: reverses ?? null,
    enteredAt,
  });
  yield row('FUND', 'fea', amountFen);
  yield row(counter, 'feb', -amountFen);
}

export function* seedEntries(world: World): Generator<Leg> {
  for (const { id, seedFen, openedOn } of world.funds) {
    const enteredAt = new Date(`${openedOn}T02:00:00Z`);
    yield* posting(id, 's', { fund: id, kind: 'SEED', amountFen: seedFen, enteredAt, counter: 'GRANTORS' });
  }
}

export function* raisedEntries(world: World): Generator<Leg> {
  for (const { donation, state } of seedDonations(world)) {
    const { id, designation, amountFen, receivedAt } = donation;
    if (designation.kind !== 'FUND' || state === 'PAID') continue;
    const enteredAt = new Date(receivedAt.getTime() + 93_600_000);
    const booked = { fund: designation.id, donation: id, counter: 'DONORS' } as const;
    yield* posting(id, 'r', { ...booked, kind: 'RAISED', amountFen, enteredAt });
    if (state !== 'REFUNDED') continue;
    const reverses = `pst_${id.slice(4, -1)}r`;
    const undoneAt = new Date(enteredAt.getTime() + 72_000_000);
    yield* posting(id, 'v', { ...booked, kind: 'REVERSAL', amountFen: -amountFen, enteredAt: undoneAt, reverses });
  }
}

export function* paymentEntries(world: World): Generator<Leg> {
  for (const { id, fund, amountFen, paidAt } of world.disbursements()) {
    const enteredAt = new Date(paidAt.getTime() - 86_400_000);
    const paid = { fund: fund.id, disbursement: id, counter: 'PROJECTS' } as const;
    yield* posting(id, 'p', { ...paid, kind: 'SPENT', amountFen: -amountFen, enteredAt });
  }
}
