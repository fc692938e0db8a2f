import { stepAction } from '#kit/actions/step-action';
import { chinaDate } from '#kit/deadlines/china-date';
import { officials } from '#kit/identity/access';
import { events } from '../events.js';
import { CommunityCharityFund } from './fund.entity.js';
import { fundLifecycle } from './fund.lifecycle.js';
import { postEntry } from './post-entry.js';

const common = {
  row: 'S4-06',
  may: officials('charity-federation'),
  entity: CommunityCharityFund,
  lifecycle: fundLifecycle,
  announce: ({ hostUscc, districtCode, seedFen }: CommunityCharityFund) => ({
    organization: hostUscc,
    district: districtCode,
    facts: { seedFen },
  }),
};

export const approveFund = stepAction({
  ...common,
  about: 'Approves a fund that was applied for. 批准设立社区慈善基金',
  transition: 'approve',
  event: events.FundApproved,
});

export const activateFund = stepAction({
  ...common,
  about: 'Opens an approved fund and books its seed money (S4-07). 社区慈善基金设立并入账启动资金',
  transition: 'activate',
  event: events.FundOpened,
  async apply(act, fund) {
    fund.openedOn = chinaDate(act.now);
    const { id, seedFen, seedGrantorUscc, districtCode } = fund;
    postEntry(act, { fund: id, kind: 'SEED', amountFen: seedFen, counter: 'GRANTORS' });
    // The database moved the balance.
    await act.em.flush();
    await act.em.refresh(fund);
    act.announce(events.SeedGranted, {
      subject: fund,
      organization: seedGrantorUscc,
      district: districtCode,
      facts: { amountFen: seedFen },
    });
  },
});

export const restFund = stepAction({
  ...common,
  about: 'Lets a fund rest: it neither raises nor spends. 社区慈善基金休眠',
  transition: 'rest',
});

export const wakeFund = stepAction({
  ...common,
  about: 'Ends the rest of a fund. 社区慈善基金恢复运作',
  transition: 'wake',
});

export const closeFund = stepAction({
  ...common,
  about: 'Closes a fund that has nothing left. 社区慈善基金注销',
  transition: 'close',
  event: events.FundClosed,
  apply({ now }, fund) {
    fund.closedOn = chinaDate(now);
  },
});
