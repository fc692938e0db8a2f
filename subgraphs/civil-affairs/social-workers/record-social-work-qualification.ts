import { action } from '#kit/actions/action';
import { day, id, oneOf, optional, text } from '#kit/actions/input';
import { ensure } from '#kit/actions/problem';
import { chinaDate } from '#kit/deadlines/china-date';
import { officials } from '#kit/identity/access';
import { newId } from '#lib/new-id';
import { events } from '../events.js';
import { SocialWorkQualification } from './social-work-qualification.entity.js';
import { SocialWorker, SocialWorkLevel } from './social-worker.entity.js';

const LADDER = ['ASSISTANT', 'SOCIAL_WORKER', 'SENIOR'] as const;

export const recordSocialWorkQualification = action({
  about: 'Records a certificate; levels are reached one at a time. 登记职业资格证书(逐级)',
  row: 'S3-30',
  may: officials('civil-affairs'),
  input: {
    socialWorkerId: id('Holder. 持证人'),
    level: oneOf(SocialWorkLevel, 'Level. 级别'),
    certNo: text('Certificate number. 证书编号', { max: 40, min: 4 }),
    issuedOn: day('Day of issue. 发证日期'),
    validTo: optional(day('Last day of validity, if limited. 有效期至')),
  },
  returns: SocialWorker,
  async run(act, input) {
    const worker = await act.lock(SocialWorker, input.socialWorkerId, 'socialWorkerId');
    ensure(input.issuedOn <= chinaDate(act.now), 'INVALID_PERIOD', 'a certificate cannot be issued in the future', {
      field: 'issuedOn',
    });
    ensure(!input.validTo || input.validTo > input.issuedOn, 'INVALID_PERIOD', 'validTo must come after issuedOn', {
      field: 'validTo',
    });
    const reached = worker.level ? LADDER.indexOf(worker.level) : -1;
    const wanted = LADDER.indexOf(input.level);
    ensure(wanted === reached + 1, 'RULE_BROKEN', `the next level is ${LADDER[reached + 1] ?? 'none'}`, {
      field: 'level',
      rule: 'S3-30',
    });
    act.em.create(SocialWorkQualification, {
      id: newId('qual'),
      certNo: input.certNo,
      socialWorker: worker.id,
      level: input.level,
      issuedOn: input.issuedOn,
      validTo: input.validTo ?? null,
    });
    worker.level = input.level;
    act.announce(events.LevelReached, {
      subject: worker,
      organization: worker.employer,
      facts: { level: input.level },
    });
    return worker;
  },
});
