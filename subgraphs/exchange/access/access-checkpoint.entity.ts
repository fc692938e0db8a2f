import { defineEntity, p } from '@mikro-orm/core';
import { publish } from '#kit/publishing/publish';
import { open } from '#kit/publishing/sharing';

export const AccessCheckpointTable = defineEntity({
  name: 'AccessCheckpoint',
  properties: {
    id: p.string().length(40).primary(),
    department: p.string().length(40).index(),
    seq: p.bigint('number'),
    hash: p.string().length(64),
    signedAt: p.datetime(),
    token: p.string().length(1000),
  },
});

export class AccessCheckpoint extends AccessCheckpointTable.class {}

publish(AccessCheckpoint, AccessCheckpointTable, {
  about:
    'How a department’s access log ended at a moment, signed by the exchange: whoever keeps one can prove that nothing before it was changed. 访问日志检查点',
  row: 'Decree-809',
  keep: 'permanent',
  fields: {
    id: open('Key. 标识'),
    department: open('Department. 部门'),
    seq: open('Place of its last record then. 序号'),
    hash: open('Hash of that record, and so of all before it. 哈希'),
    signedAt: open('When. 签名时间'),
    token: open('The same, signed (JWT, EdDSA; keys at /.well-known/audit.jwks.json of the gateway). 签名'),
  },
});
