import { chinaDate } from '#kit/deadlines/china-date';
import { amountInWords } from '#kit/money/amount-in-words';
import type { World } from '#seed/world-types';
import { ANONYMOUS_NAME, type DonationReceipt } from '../receipts/receipt.entity.js';
import { receiptNo } from '../receipts/receipt-no.js';
import { seedDonations } from './donations.js';

/** One confirmed donation in five has a receipt; numbers run without gaps per charity and year. */
function* numbered(world: World) {
  const last = new Map<string, number>();
  for (const seeded of seedDonations(world)) {
    if (seeded.state !== 'CONFIRMED' || seeded.index % 5 !== 0) continue;
    const issuedOn = chinaDate(new Date(seeded.donation.receivedAt.getTime() + 172_800_000));
    const year = Number(issuedOn.slice(0, 4));
    const key = `${seeded.charityUscc} ${year}`;
    const n = (last.get(key) ?? 0) + 1;
    last.set(key, n);
    yield { ...seeded, issuedOn, year, n };
  }
}

export function* receiptRows(world: World): Generator<Partial<DonationReceipt>> {
  for (const { donation, charityUscc, issuedOn, year, n } of numbered(world)) {
    const { donorIndex, anonymous, amountFen } = donation;
    const named = donorIndex !== null && !anonymous;
    yield {
      no: receiptNo(charityUscc, year, n),
      donation: donation.id,
      donorName: named ? world.person(world.donor(donorIndex).personIndex).name : ANONYMOUS_NAME,
      amountFen,
      amountInWords: amountInWords(amountFen),
      charityUscc,
      handler: '财务专员',
      issuedOn,
    };
  }
}

export function* receiptCounterRows(world: World) {
  const last = new Map<string, { charityUscc: string; year: number; last: number }>();
  for (const { charityUscc, year, n } of numbered(world)) {
    last.set(`${charityUscc} ${year}`, { charityUscc, year, last: n });
  }
  yield* last.values();
}
