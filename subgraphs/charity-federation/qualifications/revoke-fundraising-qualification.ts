import { action } from '#kit/actions/action';
import { id } from '#kit/actions/input';
import { ensure } from '#kit/actions/problem';
import { chinaDate } from '#kit/deadlines/china-date';
import { officials } from '#kit/identity/access';
import { events } from '../events.js';
import { FundraisingQualification, FundraisingQualificationState } from './qualification.entity.js';

export const revokeFundraisingQualification = action({
  about: 'Revokes a public-fundraising qualification (Charity Law art. 111). 吊销公开募捐资格',
  row: 'S4-05',
  may: officials('charity-federation', 'civil-affairs'),
  input: { certNo: id('Number of the certificate. 证书编号') },
  returns: FundraisingQualification,
  async run(act, { certNo }) {
    const qualification = await act.lock(FundraisingQualification, certNo, 'certNo');
    ensure(
      qualification.state === FundraisingQualificationState.VALID,
      'ILLEGAL_TRANSITION',
      'the qualification is revoked already',
      { field: 'certNo' },
    );
    qualification.state = FundraisingQualificationState.REVOKED;
    qualification.revokedOn = chinaDate(act.now);
    act.announce(events.QualificationRevoked, { subject: qualification, organization: qualification.organization });
    return qualification;
  },
});
