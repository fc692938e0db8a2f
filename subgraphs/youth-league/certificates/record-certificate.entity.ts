import { defineEntity, p } from '@mikro-orm/core';
import { publish } from '#kit/publishing/publish';
import { open } from '#kit/publishing/sharing';
import { vocabulary } from '#kit/vocabulary';
import { maySee } from '../volunteers/volunteer-privacy.policy.js';
import { Volunteer, VolunteerTable } from '../volunteers/volunteer.entity.js';

export const CertificateState = vocabulary('CertificateState', 'State of a certificate (S0-24). 服务证明状态', {
  REQUESTED: 'Requested. 已申请',
  ISSUED: 'Issued. 已出具',
  REVOKED: 'Revoked. 已撤销',
});

export const RecordCertificateTable = defineEntity({
  name: 'RecordCertificate',
  properties: {
    id: p.string().length(40).primary(),
    certNo: p.string().length(30).unique(),
    volunteer: () => p.manyToOne(VolunteerTable).mapToPk().index(),
    personId: p.string().length(40),
    periodFrom: p.date(),
    periodTo: p.date(),
    minutes: p.integer().nullable(),
    records: p.integer().nullable(),
    state: p.enum(() => CertificateState),
    issuedOn: p.date().nullable(),
  },
});

export class RecordCertificate extends RecordCertificateTable.class {}

publish(RecordCertificate, RecordCertificateTable, {
  about: 'A certificate of service; its totals are frozen when it is issued. 志愿服务记录证明',
  row: 'S0-24',
  keep: 'P10Y',
  share: 'conditional',
  keys: ['id', 'certNo'],
  visible: (caller, { personId }) => maySee(caller, { personId, organization: null }),
  fields: {
    id: open('Id. 编号'),
    certNo: open('Certificate number. 证明编号'),
    volunteer: open('The volunteer. 志愿者', { ref: () => Volunteer }),
    periodFrom: open('First day of the period. 起始日期'),
    periodTo: open('Last day of the period. 截止日期'),
    minutes: open('Confirmed minutes in the period, frozen at issue. 服务时长(分钟)'),
    records: open('Confirmed records in the period, frozen at issue. 记录条数'),
    state: open('State. 状态'),
    issuedOn: open('Day of issue. 出具日期'),
  },
});
