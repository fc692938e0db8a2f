import { action } from '#kit/actions/action';
import { creditCode, divisionCode, fen, id, optional, text } from '#kit/actions/input';
import { ensure } from '#kit/actions/problem';
import { chinaDate } from '#kit/deadlines/china-date';
import { anyOf, officials, partners } from '#kit/identity/access';
import { newId } from '#lib/new-id';
import { events } from '../events.js';
import { ensureQualified } from '../qualifications/ensure-qualified.js';
import { CharityFundState, CommunityCharityFund } from './fund.entity.js';

/** GB 32100: credit codes of state organs, as towns and streets are. */
const STATE_ORGAN = '11';
/** A town or street: nine digits, or a functional zone's own code of that level. */
const TOWN_CODE = /^[0-9A-Z]{9}$/;

export const applyForFund = action({
  about:
    'Applies for a community charity fund; a town or street initiates, a qualified charity hosts it. 申请设立社区慈善基金',
  row: 'S4-06',
  may: anyOf(officials('charity-federation', 'civil-affairs'), partners),
  input: {
    name: text('Name. 名称', { max: 120 }),
    hostUscc: creditCode('The federation or qualified charity that hosts it. 管理慈善组织'),
    initiatorUscc: creditCode('The town or street that sets it up. 发起单位'),
    seedGrantorUscc: optional(creditCode('Who gives the seed money; default the host (S4-07). 启动资金来源')),
    districtCode: divisionCode('The town or street that it serves. 服务辖区'),
    communityId: optional(id('The community that it serves, when it is one. 服务社区')),
    seedFen: fen('Seed money in fen. 启动资金(分)'),
  },
  returns: CommunityCharityFund,
  async run(act, { name, hostUscc, initiatorUscc, seedGrantorUscc, districtCode, communityId, seedFen }) {
    const { caller } = act;
    ensure(
      caller.kind !== 'partner' || [hostUscc, initiatorUscc].includes(caller.organization),
      'FORBIDDEN',
      'a partner applies as host or initiator',
      { field: 'initiatorUscc' },
    );
    ensure(initiatorUscc.startsWith(STATE_ORGAN), 'RULE_BROKEN', 'a town or street initiates a fund', {
      field: 'initiatorUscc',
      rule: 'S4-06',
    });
    ensure(TOWN_CODE.test(districtCode), 'RULE_BROKEN', 'a fund serves a town or street', {
      field: 'districtCode',
      rule: 'S4-06',
    });
    await ensureQualified(act, hostUscc, 'hostUscc', 'S4-06');
    const fund = act.em.create(CommunityCharityFund, {
      id: newId('fnd'),
      name,
      hostUscc,
      initiatorUscc,
      seedGrantorUscc: seedGrantorUscc ?? hostUscc,
      districtCode,
      communityId: communityId ?? null,
      seedFen,
      balanceFen: 0,
      state: CharityFundState.APPLIED,
      appliedOn: chinaDate(act.now),
    });
    act.announce(events.FundApplied, {
      subject: fund,
      organization: hostUscc,
      district: districtCode,
      facts: { seedFen },
    });
    return fund;
  },
});
