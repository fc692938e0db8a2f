import { action } from '#kit/actions/action';
import { flag, id, text } from '#kit/actions/input';
import { ensure } from '#kit/actions/problem';
import { stepAction } from '#kit/actions/step-action';
import { events } from '../events.js';
import { correctionPartyOf, maySeeCorrection } from './correction-parties.policy.js';
import { DataCorrection } from './data-correction.entity.js';
import { dataCorrectionLifecycle } from './data-correction.lifecycle.js';
import { organizationOf } from '../sharing/sharing-parties.policy.js';

export const answerDataCorrection = action({
  about:
    'Says that a record was corrected, or was checked and is right; the owner corrects it with its own mutations. 答复数据校核纠错申请',
  row: 'Decree-809',
  may: (caller) => caller.kind === 'department',
  input: {
    correction: id('The request. 申请'),
    corrected: flag('Whether the record was corrected; false: it was checked and is right. 是否已更正'),
    answer: text('What was done, or why the record is right. 处理结果说明', { min: 4, max: 1000 }),
  },
  returns: DataCorrection,
  async run(act, { correction: key, corrected, answer }) {
    const found = await act.lock(DataCorrection, key, 'correction');
    const isOwner = act.caller.kind === 'department' && act.caller.department === found.owner;
    ensure(isOwner, 'FORBIDDEN', 'the department that owns the data answers for it', { field: 'correction' });
    await dataCorrectionLifecycle.fire(act, found, corrected ? 'correct' : 'confirm');
    found.answeredAt = act.now;
    found.answer = answer;
    act.announce(events.CorrectionAnswered, {
      subject: found,
      organization: organizationOf(found),
      facts: { owner: found.owner, item: found.item, corrected },
    });
    return found;
  },
});

export const withdrawDataCorrection = stepAction({
  about: 'Withdraws a request that was not answered yet. 撤回数据校核纠错申请',
  row: 'Decree-809',
  may: (caller) => correctionPartyOf(caller) !== undefined,
  entity: DataCorrection,
  lifecycle: dataCorrectionLifecycle,
  transition: 'withdraw',
  own: ({ caller }, row) => maySeeCorrection(caller, { ...row, owner: '' }),
  event: events.CorrectionWithdrawn,
  announce: (correction) => ({ organization: organizationOf(correction), facts: { owner: correction.owner } }),
});
