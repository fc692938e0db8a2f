import { defineEntity, p } from '@mikro-orm/core';
import { publish } from '#kit/publishing/publish';
import { open } from '#kit/publishing/sharing';
import { District, Organization, ServiceProject } from '../references/subject.reference.js';

/** The activity log: one total order over all departments' events, hash-chained. Append-only; a table for each month. */
export const ActivityEventTable = defineEntity({
  name: 'ActivityEvent',
  properties: {
    position: p.bigint('number').primary().autoincrement(false),
    id: p.string().length(36).index(),
    hash: p.string().length(64),
    department: p.string().length(40),
    type: p.string().length(80),
    subjectType: p.string().length(80),
    subjectKey: p.string().length(120),
    occurredAt: p.datetime(),
    recordedAt: p.datetime(),
    districtCode: p.string().length(12).nullable(),
    organizationUscc: p.string().length(18).nullable(),
    projectId: p.string().length(64).nullable(),
    personId: p.string().length(40).nullable(),
    audience: p.string().length(12),
    facts: p.json<Record<string, string | number | boolean | null>>(),
  },
  indexes: [
    { properties: ['subjectType', 'subjectKey', 'position'] },
    { properties: ['organizationUscc', 'position'] },
    { properties: ['projectId', 'position'] },
    { properties: ['personId', 'position'] },
    { properties: ['districtCode', 'position'] },
    { properties: ['type', 'position'] },
  ],
});

export class ActivityEvent extends ActivityEventTable.class {}

publish(ActivityEvent, ActivityEventTable, {
  about: 'Something that happened in a department, in the one order of the hub. 部门动态',
  row: 'S0-28',
  keep: 'P400D',
  fields: {
    id: open('Unique id; an event is never delivered twice under two ids. 编号'),
    department: open('Subgraph that announced it. 来源部门'),
    type: open('What happened, for example StationOpened. 类型'),
    subjectType: open('GraphQL type of the entity that it happened to. 对象类型'),
    subjectKey: open('Key of that entity. 对象主键'),
    occurredAt: open('When it happened. 发生时间'),
    recordedAt: open('When the hub recorded it. 记录时间'),
    districtCode: open('Division concerned. 相关区划', { as: 'district', ref: () => District }),
    organizationUscc: open('Organisation concerned. 相关组织', { as: 'organization', ref: () => Organization }),
    projectId: open('Project concerned. 相关项目', { as: 'project', ref: () => ServiceProject }),
  },
});
