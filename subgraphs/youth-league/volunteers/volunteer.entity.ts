import { defineEntity, p } from '@mikro-orm/core';
import { publish } from '#kit/publishing/publish';
import { open, pseudonym } from '#kit/publishing/sharing';
import { vocabulary } from '#kit/vocabulary';
import { District } from '../references/district.reference.js';
import { Person } from '../references/person.reference.js';
import { VolunteerTeam, VolunteerTeamTable } from '../teams/volunteer-team.entity.js';
import { maySee } from './volunteer-privacy.policy.js';

export const VolunteerState = vocabulary('VolunteerState', 'State of a volunteer (S0-23). 志愿者状态', {
  PENDING: 'Registered, not verified. 待核实',
  VERIFIED: 'Identity verified. 已核实',
  ACTIVE: 'Active. 在册活跃',
  SUSPENDED: 'Suspended. 暂停',
  WITHDRAWN: 'Withdrawn. 退出',
});

export const RegistrationSource = vocabulary('RegistrationSource', 'Where a volunteer came from. 注册来源', {
  ONLINE: 'Registered online. 网上注册',
  AGENCY: 'Recruited by a social-work agency; must be in the city-wide register. 社工机构招募',
  IMPORT: 'Taken over from another system. 系统导入',
});

export const VolunteerTable = defineEntity({
  name: 'Volunteer',
  properties: {
    id: p.string().length(40).primary(),
    volunteerNo: p.string().length(20).unique(),
    personId: p.string().length(40).unique(),
    team: () => p.manyToOne(VolunteerTeamTable).mapToPk().nullable().index(),
    /** Organisation that recruited the volunteer (S0-21); it may see him. */
    recruiterUscc: p.string().length(18).nullable().index(),
    districtCode: p.string().length(12),
    skills: p.array(),
    serviceAreas: p.array(),
    source: p.enum(() => RegistrationSource),
    state: p.enum(() => VolunteerState),
    registeredAt: p.datetime(),
    starLevel: p.integer(),
  },
});

export class Volunteer extends VolunteerTable.class {}

publish(Volunteer, VolunteerTable, {
  about: 'A volunteer in the one city-wide register; one per person. 注册志愿者',
  row: 'S0-23',
  keep: 'P10Y',
  share: 'conditional',
  keys: ['id', 'volunteerNo'],
  visible: (caller, { personId, recruiterUscc = null }) => maySee(caller, { personId, organization: recruiterUscc }),
  fields: {
    id: open('Id. 编号'),
    volunteerNo: open('Volunteer number, never the ID number. 志愿者编号'),
    personId: pseudonym('The person. 本人', { as: 'person', ref: () => Person }),
    team: open('Team. 所属队伍', { ref: () => VolunteerTeam }),
    districtCode: open('Where the volunteer serves. 服务地区', { as: 'district', ref: () => District }),
    skills: open('Skills. 技能'),
    serviceAreas: open('Fields of service. 服务领域'),
    source: open('Where the registration came from. 注册来源'),
    state: open('State. 状态'),
    registeredAt: open('When registered. 注册时间'),
    starLevel: open('Star level by confirmed hours, 0 to 5. 星级'),
  },
});
