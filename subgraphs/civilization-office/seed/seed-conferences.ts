import { addDays } from '#kit/deadlines/china-date';
import type { Seeder } from '#kit/seeding/seeder';
import type { World } from '#seed/world-types';
import { ActionItem } from '../conferences/action-item.entity.js';
import { JointConference } from '../conferences/joint-conference.entity.js';
import { Meeting } from '../conferences/meeting.entity.js';
import { events } from '../events.js';

/** Two joint conferences; the one of Zhongshan has a yearly duty, met in past years and open in this one (S0-11, S3-35). */
export async function seedConferences(seeder: Seeder, world: World): Promise<void> {
  const { today } = seeder.options;
  const year = Number(today.slice(0, 4));
  const of = (role: Parameters<World['byRole']>[0], district: string) =>
    world.byRole(role).find(({ districtCode }) => districtCode === district)?.uscc ?? '';
  const hosts = [of('CIVIL_AFFAIRS', '442000'), of('YOUTH_LEAGUE', '442000')];
  const lead = of('SOCIAL_WORK_COMMITTEE', '442000');
  await seeder.insert(JointConference, [
    {
      id: 'cnf_zhongshan',
      name: '中山市“社工+志愿者”联动工作联席会议',
      scope: 'CITY' as const,
      districtCode: '442000',
      leadUscc: lead,
      hostUsccs: hosts,
      memberUsccs: [
        of('CIVILIZATION_OFFICE', '442000'),
        ...hosts,
        lead,
        of('VOLUNTEER_FEDERATION', '442000'),
        of('CHARITY_FEDERATION', '442000'),
      ],
      dutyRule: 'S0-11',
    },
    {
      id: 'cnf_jilin',
      name: '吉林省社区社会工作联席会议',
      scope: 'PROVINCE' as const,
      districtCode: '220000',
      leadUscc: of('CIVIL_AFFAIRS', '220000'),
      hostUsccs: [of('CIVIL_AFFAIRS', '220000')],
      memberUsccs: [of('CIVIL_AFFAIRS', '220000'), of('VOLUNTEER_FEDERATION', '220000')],
      dutyRule: null,
    },
  ]);
  const meeting = (id: string, kind: 'MEMBER' | 'SPECIAL', heldOn: string, subject: string) => ({
    id,
    conference: 'cnf_zhongshan',
    kind,
    state: 'MINUTED' as const,
    subject,
    scheduledOn: heldOn,
    heldOn,
    minutes: `${subject}:会议议定事项见任务清单。`,
  });
  const meetings = [
    meeting('mtg_0001', 'MEMBER', `${year - 2}-03-20`, '年度工作部署'),
    meeting('mtg_0002', 'MEMBER', `${year - 1}-04-16`, '年度工作部署'),
    meeting('mtg_0003', 'SPECIAL', addDays(today, -40), '志愿者信息系统对接'),
  ];
  await seeder.insert(Meeting, meetings);
  const item = (
    id: string,
    title: string,
    assigneeUscc: string,
    days: number,
    state: 'OPEN' | 'IN_PROGRESS' | 'DONE',
  ) => ({
    id,
    meeting: 'mtg_0003',
    title,
    assigneeUscc,
    dueOn: addDays(today, days),
    state,
    doneOn: state === 'DONE' ? addDays(today, -5) : null,
  });
  await seeder.insert(ActionItem, [
    item('item_0001', '统一志愿者编号规则', hosts[1] ?? '', -3, 'IN_PROGRESS'),
    item('item_0002', '完成服务记录接口联调', hosts[1] ?? '', 30, 'OPEN'),
    item('item_0003', '核对社工登记信息', hosts[0] ?? '', -6, 'DONE'),
  ]);
  for (const { id, heldOn } of meetings) {
    seeder.announce(events.MeetingHeld, {
      subject: Object.assign(new Meeting(), { id }),
      at: new Date(`${heldOn}T10:00:00+08:00`),
      district: '442000',
    });
  }
}
