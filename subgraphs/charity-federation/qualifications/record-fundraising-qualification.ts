import { action } from '#kit/actions/action';
import { creditCode, day, text } from '#kit/actions/input';
import { ensure } from '#kit/actions/problem';
import { chinaDate } from '#kit/deadlines/china-date';
import { officials } from '#kit/identity/access';
import { addMonths } from '../campaigns/disclosure-calendar.js';
import { events } from '../events.js';
import { FundraisingQualification, FundraisingQualificationState } from './qualification.entity.js';

/** Charity Law art. 111: none again for five years after a revocation. */
const BARRED_MONTHS = 60;

export const recordFundraisingQualification = action({
  about: 'Records the public-fundraising qualification of a charity. 登记公开募捐资格',
  row: 'S4-05',
  may: officials('charity-federation', 'civil-affairs'),
  input: {
    certNo: text('Number of the certificate. 证书编号', { max: 40 }),
    organizationUscc: creditCode('The charity. 慈善组织'),
    validFrom: day('First day. 起始日期'),
  },
  returns: FundraisingQualification,
  async run(act, { certNo, organizationUscc, validFrom }) {
    const barredSince = addMonths(chinaDate(act.now), -BARRED_MONTHS);
    const barred = await act.em.count(FundraisingQualification, {
      organization: organizationUscc,
      revokedOn: { $gt: barredSince },
    });
    ensure(barred === 0, 'RULE_BROKEN', 'a qualification was revoked less than five years ago', {
      field: 'organizationUscc',
      rule: 'S4-05',
    });
    const qualification = act.em.create(FundraisingQualification, {
      certNo,
      organization: organizationUscc,
      validFrom,
      state: FundraisingQualificationState.VALID,
    });
    act.announce(events.QualificationRecorded, { subject: qualification, organization: organizationUscc });
    return qualification;
  },
});
