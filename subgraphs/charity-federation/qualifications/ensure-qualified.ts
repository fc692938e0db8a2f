import type { Act } from '#kit/actions/action';
import { ensure } from '#kit/actions/problem';
import { chinaDate } from '#kit/deadlines/china-date';
import { FundraisingQualification, FundraisingQualificationState } from './qualification.entity.js';

/** Whether an organisation may raise money in public today (Charity Law art. 22). */
export async function isQualified(act: Act, organization: string): Promise<boolean> {
  const valid = await act.em.count(FundraisingQualification, {
    organization,
    state: FundraisingQualificationState.VALID,
    validFrom: { $lte: chinaDate(act.now) },
  });
  return valid > 0;
}

/** Throws RULE_BROKEN unless the organisation holds a valid public-fundraising qualification. */
export async function ensureQualified(act: Act, organization: string, field: string, rule = 'S4-05'): Promise<void> {
  ensure(
    await isQualified(act, organization),
    'RULE_BROKEN',
    'the organisation holds no valid public-fundraising qualification',
    { field, rule },
  );
}
