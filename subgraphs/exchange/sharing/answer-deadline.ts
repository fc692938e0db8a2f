import { chinaDate } from '#kit/deadlines/china-date';
import { addWorkingDays, type WorkingDay } from '#kit/deadlines/working-days';

/**
 * Working days that an owner has to answer a request for conditionally shared data. Source: Regulations on Government Data
 * Sharing (State Council Decree 809, in force 2025-08-01) as reported by secondary texts and by provincial rules that agree; the
 * article was not read: verify before production.
 */
export const ANSWER_WORKING_DAYS = 10;
/** Working days by which an owner may extend that, once and with a reason. Source as above. */
export const EXTENSION_WORKING_DAYS = 10;

/** The day by which a request that was submitted at a moment must be answered. */
export function answerDue(submittedAt: Date): WorkingDay {
  return addWorkingDays(chinaDate(submittedAt), ANSWER_WORKING_DAYS);
}
