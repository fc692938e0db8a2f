import { action } from '#kit/actions/action';
import { divisionCode, id, int, listOf, optional, text } from '#kit/actions/input';
import { ensure } from '#kit/actions/problem';
import { type Access } from '#kit/identity/access';
import { newId } from '#lib/new-id';
import { events } from '../events.js';
import { answerDue } from './answer-deadline.js';
import { MAX_GRANT_DAYS, MAX_GRANT_RECORDS } from './grant-limits.js';
import { publishedItems } from './published-items.js';
import { organizationOf, partyOf } from './sharing-parties.policy.js';
import { SharingParty, SharingRequest, SharingRequestState } from './sharing-request.entity.js';

const departmentsAndPartners: Access = (caller) => partyOf(caller) !== undefined;

export const submitSharingRequest = action({
  about: 'Asks the owner of data for the right to read it. 提交数据共享申请',
  row: 'Decree-809',
  may: departmentsAndPartners,
  idempotent: true,
  input: {
    items: listOf(text('An item of the data catalogue, such as Person.birthDate. 数据目录条目', { max: 120 }), {
      min: 1,
      max: 50,
    }),
    purpose: text('What for; readers must declare exactly this purpose. 使用目的', { min: 4, max: 200 }),
    legalBasis: text('Law, duty, agreement or consent behind it. 法律依据', { min: 4, max: 300 }),
    caseNo: text('Number of the case that it serves. 案件编号', { max: 80 }),
    within: optional(
      divisionCode('Only records of this division and all below it; all records when not given. 限定区划代码'),
    ),
    records: optional(
      listOf(id('A record, by its key: only these; all records when not given. 限定记录'), {
        min: 1,
        max: MAX_GRANT_RECORDS,
      }),
    ),
    days: int('For how many days. 申请期限(天)', { min: 1, max: MAX_GRANT_DAYS }),
  },
  returns: SharingRequest,
  async run(act, input) {
    const own = partyOf(act.caller);
    ensure(own, 'FORBIDDEN', 'only departments and partner organisations ask for data');
    const catalog = await publishedItems();
    const owners = new Set<string>();
    const types = new Set<string>();
    const items = [...new Set(input.items)];
    for (const name of items) {
      const item = catalog.get(name);
      ensure(item?.fieldName, 'UNKNOWN_REFERENCE', `the data catalogue has no field ${name}`, { field: 'items' });
      ensure(item.share !== 'withheld', 'INVALID_INPUT', `${name} is shared in no form (${item.row})`, {
        field: 'items',
      });
      const isConditional = item.share === 'conditional';
      ensure(isConditional, 'INVALID_INPUT', `${name} is shared unconditionally: read it without asking`, {
        field: 'items',
      });
      ensure(!input.within || item.byDivision, 'INVALID_INPUT', `${name} cannot be limited to a division`, {
        field: 'within',
      });
      owners.add(item.owner);
      types.add(item.typeName);
    }
    const records = input.records ? [...new Set(input.records)] : null;
    ensure(!records || !input.within, 'INVALID_INPUT', 'name a division or records, not both', { field: 'records' });
    ensure(!records || types.size === 1, 'INVALID_INPUT', `records of ${[...types].join(' and ')}: ask for each`, {
      field: 'records',
    });
    const [owner = ''] = owners;
    ensure(owners.size === 1, 'INVALID_INPUT', `the items belong to ${[...owners].join(' and ')}: ask each of them`, {
      field: 'items',
    });
    ensure(own.applicant !== owner, 'INVALID_INPUT', 'these items are your own', { field: 'items' });
    const due = answerDue(act.now);
    const { purpose, legalBasis, caseNo, days } = input;
    const request = act.em.create(SharingRequest, {
      id: newId('shr'),
      party: SharingParty[own.party],
      applicant: own.applicant,
      owner,
      items,
      purpose,
      legalBasis,
      caseNo,
      within: input.within ?? null,
      records,
      days,
      state: SharingRequestState.SUBMITTED,
      submittedAt: act.now,
      dueOn: due.date,
      isDueProvisional: due.provisional,
    });
    act.announce(events.SharingRequested, {
      subject: request,
      organization: organizationOf(own),
      facts: { owner, items: items.length, dueOn: due.date },
    });
    return request;
  },
});
