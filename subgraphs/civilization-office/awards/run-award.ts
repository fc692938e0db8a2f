import { action } from '#kit/actions/action';
import { id, oneOf, optional, text } from '#kit/actions/input';
import { ensure } from '#kit/actions/problem';
import { stepAction } from '#kit/actions/step-action';
import { chinaDate } from '#kit/deadlines/china-date';
import { checkCreditCode } from '#kit/identifiers/credit-code';
import { anyOf, officials, partners, persons } from '#kit/identity/access';
import { newId } from '#lib/new-id';
import { events } from '../events.js';
import { nominationLifecycle } from './award.lifecycle.js';
import { AwardProgramme } from './award-programme.entity.js';
import { Commendation, CommendationLevel } from './commendation.entity.js';
import { Nomination, NomineeLinkageMode, NomineeType } from './nomination.entity.js';

const office = officials('civilization-office');
const step = { row: 'S0-09', may: office, entity: Nomination, lifecycle: nominationLifecycle } as const;

export const openAwardProgramme = action({
  about: 'Opens an award programme. 设立表彰项目',
  row: 'S0-09',
  may: office,
  input: {
    title: text('Title. 名称', { max: 120 }),
    cycle: text('Cycle, for example 2026. 周期', { max: 20 }),
    criteria: text('Criteria. 评选条件', { max: 5000 }),
  },
  returns: AwardProgramme,
  run(act, input) {
    return Promise.resolve(act.em.create(AwardProgramme, { id: newId('awd'), ...input, state: 'OPEN' }));
  },
});

export const nominate = action({
  about: 'Nominates somebody or something; a project must carry a linkage mode. 推荐提名',
  row: 'S0-09',
  may: anyOf(officials('civilization-office', 'civil-affairs', 'youth-league', 'charity-federation'), partners),
  input: {
    programmeId: id('The programme. 表彰项目'),
    nomineeType: oneOf(NomineeType, 'Kind of nominee. 对象类型'),
    nomineeKey: id('Key of the nominee: id, or credit code of an organisation. 对象编号'),
    linkageMode: optional(oneOf(NomineeLinkageMode, 'Linkage mode; of a nominated project and only of one. 联动方式')),
    reason: text('Reason. 推荐理由', { max: 1000, min: 4 }),
  },
  returns: Nomination,
  async run(act, input) {
    const programme = await act.require(AwardProgramme, input.programmeId, 'programmeId');
    ensure(programme.state === 'OPEN', 'ILLEGAL_TRANSITION', 'the programme takes no nominations', {
      field: 'programmeId',
    });
    ensure(
      input.nomineeType !== 'SERVICE_PROJECT' || input.linkageMode,
      'RULE_BROKEN',
      'a nominated project must have a linkage mode',
      {
        field: 'linkageMode',
        rule: 'S0-09',
      },
    );
    ensure(
      input.nomineeType === 'SERVICE_PROJECT' || !input.linkageMode,
      'INVALID_INPUT',
      'only a project has a linkage mode',
      { field: 'linkageMode' },
    );
    ensure(
      input.nomineeType !== 'ORGANIZATION' || checkCreditCode(input.nomineeKey),
      'INVALID_CREDIT_CODE',
      'an organisation is nominated by its unified social credit code',
      { field: 'nomineeKey' },
    );
    const nomination = act.em.create(Nomination, {
      id: newId('nom'),
      programme: programme.id,
      nomineeType: input.nomineeType,
      nomineeKey: input.nomineeKey,
      linkageMode: input.linkageMode ?? null,
      reason: input.reason,
      state: 'NOMINATED',
      publicisedOn: null,
      objection: null,
    });
    act.announce(events.NominationOpened, { subject: nomination, facts: { nomineeType: input.nomineeType } });
    return nomination;
  },
});

export const reviewNomination = stepAction({ ...step, about: 'Reviews a nomination. 评审', transition: 'review' });

export const publiciseNomination = stepAction({
  ...step,
  about: 'Opens a reviewed nomination to objections. 公示',
  transition: 'publicise',
  apply: (act, nomination) => void (nomination.publicisedOn = chinaDate(act.now)),
  event: events.NominationPublicised,
});

export const objectToNomination = action({
  about: 'Objects to a publicised nomination; it cannot be conferred until the objection is settled. 提出异议',
  row: 'S0-09',
  may: anyOf(
    officials('civilization-office', 'civil-affairs', 'youth-league', 'charity-federation'),
    partners,
    persons,
  ),
  input: { id: id('The nomination. 提名'), objection: text('Objection. 异议内容', { max: 1000, min: 4 }) },
  returns: Nomination,
  async run(act, { id: key, objection }) {
    const nomination = await act.lock(Nomination, key, 'id');
    await nominationLifecycle.fire(act, nomination, 'object');
    nomination.objection = objection;
    return nomination;
  },
});

export const settleObjection = stepAction({
  ...step,
  about: 'Settles an objection; publicity goes on. 异议处理完毕',
  transition: 'settle',
});
export const rejectNomination = stepAction({
  ...step,
  about: 'Ends a nomination without conferral. 不予授予',
  transition: 'reject',
});

export const confer = action({
  about: 'Confers a commendation after the days of publicity. 授予表彰',
  row: 'S0-09',
  may: office,
  input: {
    nominationId: id('The nomination. 提名'),
    title: text('Title. 称号', { max: 120 }),
    level: oneOf(CommendationLevel, 'Level. 级别'),
  },
  returns: Commendation,
  async run(act, { nominationId, title, level }) {
    const nomination = await act.lock(Nomination, nominationId, 'nominationId');
    await nominationLifecycle.fire(act, nomination, 'confer');
    const commendation = act.em.create(Commendation, {
      id: newId('cmd'),
      programme: nomination.programme,
      nomination: nomination.id,
      nomineeType: nomination.nomineeType,
      nomineeKey: nomination.nomineeKey,
      title,
      level,
      issuedOn: chinaDate(act.now),
      revokedOn: null,
    });
    act.announce(events.CommendationConferred, {
      subject: commendation,
      organization: nomination.nomineeType === 'ORGANIZATION' ? nomination.nomineeKey : null,
      project: nomination.nomineeType === 'SERVICE_PROJECT' ? nomination.nomineeKey : null,
      facts: { level },
    });
    return commendation;
  },
});

export const revokeCommendation = action({
  about: 'Revokes a commendation. 撤销表彰',
  row: 'S0-09',
  may: office,
  input: { id: id('The commendation. 表彰') },
  returns: Commendation,
  async run(act, { id: key }) {
    const commendation = await act.lock(Commendation, key, 'id');
    ensure(commendation.revokedOn === null, 'ILLEGAL_TRANSITION', 'the commendation is revoked already', {
      field: 'id',
    });
    const nomination = await act.lock(Nomination, commendation.nomination);
    await nominationLifecycle.fire(act, nomination, 'revoke');
    commendation.revokedOn = chinaDate(act.now);
    act.announce(events.CommendationRevoked, { subject: commendation });
    return commendation;
  },
});
