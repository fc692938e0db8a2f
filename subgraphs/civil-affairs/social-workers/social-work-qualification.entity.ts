import { defineEntity, p } from '@mikro-orm/core';
import { publish } from '#kit/publishing/publish';
import { open } from '#kit/publishing/sharing';
import { SocialWorker, SocialWorkerTable, SocialWorkLevel } from './social-worker.entity.js';

export const SocialWorkQualificationTable = defineEntity({
  name: 'SocialWorkQualification',
  properties: {
    id: p.string().length(40).primary(),
    certNo: p.string().length(40).unique(),
    socialWorker: () => p.manyToOne(SocialWorkerTable).mapToPk().index(),
    level: p.enum(() => SocialWorkLevel),
    issuedOn: p.date(),
    validTo: p.date().nullable(),
  },
  uniques: [{ properties: ['socialWorker', 'level'], name: 'qualification_once_per_level' }],
});

export class SocialWorkQualification extends SocialWorkQualificationTable.class {}

publish(SocialWorkQualification, SocialWorkQualificationTable, {
  about: 'A certificate of professional level. 社会工作者职业资格证书',
  row: 'S3-30',
  keep: 'P30Y',
  keys: ['id', 'certNo'],
  fields: {
    id: open('Id. 编号'),
    certNo: open('Certificate number. 证书编号'),
    socialWorker: open('Holder. 持证人', { ref: () => SocialWorker }),
    level: open('Level. 级别'),
    issuedOn: open('Day of issue. 发证日期'),
    validTo: open('Last day of validity, if limited. 有效期至'),
  },
});
