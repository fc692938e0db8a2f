import { defineEntity, p } from '@mikro-orm/core';
import { publish } from '#kit/publishing/publish';
import { open, personal } from '#kit/publishing/sharing';
import { mayIdentify } from './donor-identity.policy.js';

export const DonorTable = defineEntity({
  name: 'Donor',
  properties: {
    id: p.string().length(40).primary(),
    personId: p.string().length(40).nullable().unique(),
    organizationUscc: p.string().length(18).nullable().unique(),
    displayName: p.string().length(120),
    consentToPublish: p.boolean(),
    registeredAt: p.datetime(),
  },
});

export class Donor extends DonorTable.class {}

publish(Donor, DonorTable, {
  about:
    'Somebody who gives: a person, an organisation, or a name only. Whom an anonymous gift came from is not answered to anyone but the giver. 捐赠人',
  row: 'S4-14',
  keep: 'P30Y',
  share: 'conditional',
  visible: mayIdentify,
  fields: {
    id: open('Key. 标识'),
    displayName: personal('Name, masked for others. 名称(脱敏)', 'name'),
    consentToPublish: open('Whether the name may be published (Charity Law art. 82). 是否同意公开姓名'),
    registeredAt: open('Since when this donor is known. 登记时间'),
  },
});
