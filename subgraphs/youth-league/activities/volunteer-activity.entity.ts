import { defineEntity, p } from '@mikro-orm/core';
import type { Caller } from '#kit/identity/caller';
import { publish } from '#kit/publishing/publish';
import { open } from '#kit/publishing/sharing';
import { vocabulary } from '#kit/vocabulary';
import { District } from '../references/district.reference.js';
import { Organization } from '../references/organization.reference.js';
import { ResidentNeed } from '../references/resident-need.reference.js';
import { ServiceProject } from '../references/service-project.reference.js';
import { ServiceSite } from '../references/service-site.reference.js';
import { YOUTH_LEAGUE } from '../volunteers/volunteer-privacy.policy.js';

export const ActivityState = vocabulary('ActivityState', 'State of an activity. 活动状态', {
  DRAFT: 'Draft; the host and the youth league see it. 草稿',
  PUBLISHED: 'Published; takes applications. 已发布',
  FINISHED: 'Over. 已结束',
  CANCELLED: 'Cancelled. 已取消',
});

export const VolunteerActivityTable = defineEntity({
  name: 'VolunteerActivity',
  properties: {
    id: p.string().length(40).primary(),
    title: p.string().length(200),
    hostUscc: p.string().length(18).index(),
    projectId: p.string().length(40).nullable().index(),
    needId: p.string().length(40).nullable().index(),
    siteId: p.string().length(40).nullable().index(),
    districtCode: p.string().length(12).index(),
    requiredSkills: p.array(),
    risks: p.string().length(1000),
    safeguards: p.string().length(1000),
    autoAccept: p.boolean(),
    state: p.enum(() => ActivityState),
  },
});

export class VolunteerActivity extends VolunteerActivityTable.class {}

/** Whose drafts a caller sees: everybody's, one organisation's, or nobody's. */
export function seesDraftsOf(caller: Caller): 'all' | { readonly host: string } | 'none' {
  switch (caller.kind) {
    case 'system':
      return 'all';
    case 'department':
      return caller.department === YOUTH_LEAGUE ? 'all' : 'none';
    case 'partner':
      return { host: caller.organization };
    case 'person':
    case 'dashboard':
      return 'none';
    default:
      return caller satisfies never;
  }
}

function maySeeActivity(caller: Caller, { state, hostUscc }: VolunteerActivity): boolean {
  const drafts = seesDraftsOf(caller);
  return state !== 'DRAFT' || drafts === 'all' || (drafts !== 'none' && drafts.host === hostUscc);
}

publish(VolunteerActivity, VolunteerActivityTable, {
  about: 'A volunteer activity with its shifts. 志愿服务活动',
  row: 'S1-25',
  keep: 'P10Y',
  visible: maySeeActivity,
  fields: {
    id: open('Id. 编号'),
    title: open('Title. 名称'),
    hostUscc: open('Host organisation. 主办机构', { as: 'hostOrganization', ref: () => Organization }),
    projectId: open('Project that it belongs to. 所属项目', { as: 'project', ref: () => ServiceProject }),
    needId: open('Need that it answers. 对应需求', { as: 'need', ref: () => ResidentNeed }),
    siteId: open('Station or centre. 所属站点', { as: 'site', ref: () => ServiceSite }),
    districtCode: open('Where. 活动地区', { as: 'district', ref: () => District }),
    requiredSkills: open('Skills that a volunteer must have. 所需技能', { row: 'S0-29' }),
    risks: open('Risks that the notice states (Volunteer Service Regulations art. 12). 风险告知'),
    safeguards: open('Safeguards. 保障措施'),
    autoAccept: open('Whether applications are accepted while there are positions. 是否自动录用'),
    state: open('State. 状态'),
  },
});
