import { defineEvents } from '#kit/feed/events';

/** What civil affairs announces. */
export const events = defineEvents({
  OrganizationApplied: { about: 'An organisation applied for registration. 社会组织申请登记', audience: 'departments' },
  OrganizationRegistered: { about: 'An organisation was registered. 社会组织登记成立', audience: 'public' },
  OrganizationRefused: { about: 'A registration was refused. 不予登记', audience: 'departments' },
  PersonRegistered: { about: 'A person was entered. 人员入库', audience: 'owner' },
  SocialWorkerRegistered: { about: 'A social worker was registered. 社工登记', audience: 'public' },
  LevelReached: { about: 'A social worker reached a level. 社工晋级', audience: 'public' },
  StationPlanned: { about: 'A station was planned. 站点规划', audience: 'departments' },
  StationStaffed: { about: 'A station has its contracted staff. 驻站社工到位', audience: 'public' },
  StationOpened: { about: 'A station opened. 站点启用', audience: 'public' },
  StationSuspended: { about: 'A station was suspended. 站点暂停', audience: 'public' },
  StationClosed: { about: 'A station was closed. 站点撤销', audience: 'public' },
  CenterAreaWaived: { about: 'A centre below 300 square metres was accepted. 面积例外批准', audience: 'departments' },
  RoomVerified: { about: 'A function room was verified. 功能室验收', audience: 'departments' },
  CenterOpened: { about: 'A service centre opened. 服务中心启用', audience: 'public' },
  ProjectProposed: { about: 'A project was proposed. 项目申报', audience: 'departments' },
  ProjectApproved: { about: 'A project was approved. 项目批准', audience: 'departments' },
  ProjectStarted: { about: 'A project started. 项目启动', audience: 'public' },
  ProjectCompleted: { about: 'A project was completed. 项目完成', audience: 'public' },
  SupervisorAssigned: { about: 'A guide was assigned to a project. 指派督导', audience: 'public' },
  NeedFiled: { about: 'A resident need was filed. 居民需求建档', audience: 'departments' },
  NeedMatched: { about: 'A resident need was matched. 需求对接', audience: 'departments' },
  NeedServed: { about: 'A resident need was served. 需求得到服务', audience: 'departments' },
});
