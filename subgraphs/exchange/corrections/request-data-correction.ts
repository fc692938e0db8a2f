import { action } from '#kit/actions/action';
import { id, optional, text } from '#kit/actions/input';
import { ensure } from '#kit/actions/problem';
import { newId } from '#lib/new-id';
import { events } from '../events.js';
import { answerDue } from '../sharing/answer-deadline.js';
import { publishedItems } from '../sharing/published-items.js';
import { correctionPartyOf } from './correction-parties.policy.js';
import { CorrectionParty, DataCorrection, DataCorrectionState } from './data-correction.entity.js';
import { organizationOf } from '../sharing/sharing-parties.policy.js';

export const requestDataCorrection = action({
  about: 'Asks the owner of a value to check and correct it. 提交数据校核纠错申请',
  row: 'Decree-809',
  may: (caller) => correctionPartyOf(caller) !== undefined,
  idempotent: true,
  input: {
    item: text('Item of the data catalogue, such as Person.address. 数据目录条目', { max: 120 }),
    record: id('Key of the record, such as a PersonId. 记录主键'),
    claim: text('What is wrong, and what would be right. 问题及更正内容', { min: 4, max: 1000 }),
    evidence: optional(text('What shows it. 证明材料说明', { max: 1000 })),
  },
  returns: DataCorrection,
  async run(act, { item: name, record, claim, evidence }) {
    const own = correctionPartyOf(act.caller);
    ensure(own, 'FORBIDDEN', 'persons, departments and partner organisations ask for corrections');
    const item = (await publishedItems()).get(name);
    ensure(item?.fieldName, 'UNKNOWN_REFERENCE', `the data catalogue has no field ${name}`, { field: 'item' });
    ensure(own.applicant !== item.owner, 'INVALID_INPUT', 'this item is your own: correct it', { field: 'item' });
    const due = answerDue(act.now);
    const correction = act.em.create(DataCorrection, {
      id: newId('cor'),
      party: CorrectionParty[own.party],
      applicant: own.applicant,
      owner: item.owner,
      item: name,
      record,
      person: act.caller.kind === 'person' ? act.caller.person : null,
      claim,
      evidence: evidence ?? null,
      state: DataCorrectionState.SUBMITTED,
      submittedAt: act.now,
      dueOn: due.date,
      isDueProvisional: due.provisional,
    });
    act.announce(events.CorrectionRequested, {
      subject: correction,
      organization: organizationOf(correction),
      facts: { owner: item.owner, item: name, dueOn: due.date },
    });
    return correction;
  },
});
