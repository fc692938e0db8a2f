import { defineEntity, p } from '@mikro-orm/core';
import { publish } from '#kit/publishing/publish';
import { open } from '#kit/publishing/sharing';
import { maySeeAccess } from './access-parties.policy.js';

export const AccessEntryTable = defineEntity({
  name: 'AccessEntry',
  properties: {
    id: p.string().length(40).primary(),
    department: p.string().length(40),
    seq: p.bigint('number'),
    /** One order of the copies of all departments, as they were committed: what the live log follows. */
    position: p.bigint('number').unique(),
    at: p.string().length(30),
    requestId: p.string().length(64),
    callerKind: p.string().length(20),
    callerName: p.string().length(128),
    purpose: p.string().length(200).nullable(),
    masked: p.boolean(),
    fields: p.json<Record<string, readonly string[]>>(),
    persons: p.array(),
    previous: p.string().length(64),
    hash: p.string().length(64),
  },
  uniques: [{ properties: ['department', 'seq'] }],
  // A person looks for himself among all.
  indexes: [{ properties: ['persons'], type: 'gin' }],
});

export class AccessEntry extends AccessEntryTable.class {}

publish(AccessEntry, AccessEntryTable, {
  about: 'One answer of a department that held personal data: who got what of whom, and what for. 访问记录',
  row: 'Decree-809',
  keep: 'P3Y',
  visible: maySeeAccess,
  fields: {
    id: open('Key. 标识'),
    department: open('Department that supplied the data. 提供部门'),
    seq: open('Its place in the department’s chain. 序号'),
    at: open('When, RFC 3339 in UTC. 时间'),
    requestId: open('Request, as the logs name it. 请求编号'),
    callerKind: open('Kind of caller. 访问者类别'),
    callerName: open('Department, credit code, dashboard or PersonId. 访问者'),
    purpose: open('Declared purpose. 使用目的'),
    masked: open('Whether the values were masked. 是否脱敏'),
    hash: open('Hash over the record and the one before it. 哈希'),
  },
});
