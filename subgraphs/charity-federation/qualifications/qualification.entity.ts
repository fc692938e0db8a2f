import { defineEntity, p } from '@mikro-orm/core';
import { publish } from '#kit/publishing/publish';
import { open } from '#kit/publishing/sharing';
import { vocabulary } from '#kit/vocabulary';
import { Organization } from '../references/organization.reference.js';

export const FundraisingQualificationState = vocabulary(
  'FundraisingQualificationState',
  'Whether a public-fundraising qualification is in force. 公开募捐资格状态',
  { VALID: 'In force. 有效', REVOKED: 'Revoked; no new one for five years (Charity Law art. 111). 已吊销' },
);

export const FundraisingQualificationTable = defineEntity({
  name: 'FundraisingQualification',
  properties: {
    certNo: p.string().length(40).primary(),
    organization: p.string().length(18).index(),
    validFrom: p.date(),
    state: p.enum(() => FundraisingQualificationState),
    revokedOn: p.date().nullable(),
  },
});

export class FundraisingQualification extends FundraisingQualificationTable.class {}

publish(FundraisingQualification, FundraisingQualificationTable, {
  about: 'The qualification of a charity to raise money in public (Charity Law art. 22). 公开募捐资格',
  row: 'S4-05',
  keep: 'P30Y',
  keys: ['certNo'],
  fields: {
    certNo: open('Number of the certificate. 证书编号'),
    organization: open('The charity. 慈善组织', { ref: () => Organization }),
    validFrom: open('First day. 起始日期'),
    state: open('Whether it is in force. 状态'),
    revokedOn: open('Day of revocation, if revoked. 吊销日期'),
  },
});
