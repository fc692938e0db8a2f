import { action } from '#kit/actions/action';
import { creditCode, divisionCode, flag, id, instant, int, listOf, object, optional, text } from '#kit/actions/input';
import { ensure } from '#kit/actions/problem';
import { stepAction } from '#kit/actions/step-action';
import { anyOf, isForeignPartner, officials, partners } from '#kit/identity/access';
import { lifecycle } from '#kit/lifecycle';
import { newId } from '#lib/new-id';
import { callOffApplications } from '../applications/free-place.js';
import { events } from '../events.js';
import { ActivityShift } from './activity-shift.entity.js';
import { ActivityState, VolunteerActivity } from './volunteer-activity.entity.js';

const MAX_SHIFT_HOURS = 16;

/** Life of an activity. */
const activityLifecycle = lifecycle<typeof ActivityState, 'publish' | 'cancel' | 'finish', VolunteerActivity>(
  ActivityState,
  {
    initial: 'DRAFT',
    transitions: {
      publish: {
        from: ['DRAFT'],
        to: 'PUBLISHED',
        guards: [
          // Officials also enter what was done on paper afterwards (Order 67).
          async ({ em, now, caller }, { id: activity }) =>
            caller.kind === 'department' || (await em.count(ActivityShift, { activity, startsAt: { $gt: now } })) > 0
              ? undefined
              : { code: 'RULE_BROKEN', message: 'a published activity has a shift to come', rule: 'S0-29' },
        ],
      },
      cancel: { from: ['DRAFT', 'PUBLISHED'], to: 'CANCELLED' },
      finish: {
        from: ['PUBLISHED'],
        to: 'FINISHED',
        guards: [
          async ({ em, now }, { id: activity }) =>
            (await em.count(ActivityShift, { activity, endsAt: { $gt: now } })) === 0
              ? undefined
              : { code: 'RULE_BROKEN', message: 'an activity is over when its last shift is', rule: 'S0-29' },
        ],
      },
    },
  },
);

const may = anyOf(officials('youth-league'), partners);
const own = (act: { caller: Parameters<typeof isForeignPartner>[0] }, { hostUscc }: VolunteerActivity) =>
  !isForeignPartner(act.caller, hostUscc);

export const createActivity = action({
  about: 'Creates an activity with its shifts; the notice states risks and safeguards. 创建志愿活动',
  row: 'S1-25',
  may,
  idempotent: true,
  input: {
    title: text('Title. 名称', { max: 200 }),
    hostUscc: creditCode('Host organisation. 主办机构'),
    districtCode: divisionCode('Where. 活动地区代码'),
    projectId: optional(id('Project. 所属项目')),
    needId: optional(id('Need that it answers. 对应需求')),
    siteId: optional(id('Station or centre. 所属站点')),
    requiredSkills: optional(listOf(text('Skills that a volunteer must have. 所需技能', { max: 40 }), { max: 20 })),
    risks: text('Risks (Regulations art. 12). 风险告知', { max: 1000, min: 4 }),
    safeguards: text('Safeguards. 保障措施', { max: 1000, min: 2 }),
    autoAccept: flag('Accept applications while there are positions. 是否自动录用'),
    shifts: listOf(
      object('ActivityShiftInput', 'A shift. 班次', {
        startsAt: instant('Start. 开始时间'),
        endsAt: instant('End. 结束时间'),
        positions: int('Positions. 岗位数', { min: 1, max: 10_000 }),
      }),
      { min: 1, max: 50 },
    ),
  },
  returns: VolunteerActivity,
  run(act, input) {
    ensure(!isForeignPartner(act.caller, input.hostUscc), 'FORBIDDEN', 'a partner hosts its own activities only', {
      field: 'hostUscc',
    });
    const activity = act.em.create(VolunteerActivity, {
      id: newId('act'),
      title: input.title,
      hostUscc: input.hostUscc,
      projectId: input.projectId ?? null,
      needId: input.needId ?? null,
      siteId: input.siteId ?? null,
      districtCode: input.districtCode,
      requiredSkills: [...new Set(input.requiredSkills)],
      risks: input.risks,
      safeguards: input.safeguards,
      autoAccept: input.autoAccept,
      state: 'DRAFT',
    });
    for (const [index, { startsAt, endsAt, positions }] of input.shifts.entries()) {
      const hours = (endsAt.getTime() - startsAt.getTime()) / 3_600_000;
      ensure(
        hours > 0 && hours <= MAX_SHIFT_HOURS,
        'INVALID_PERIOD',
        `a shift ends after it starts, within ${MAX_SHIFT_HOURS} hours`,
        {
          field: `shifts.${index}.endsAt`,
        },
      );
      act.em.create(ActivityShift, {
        id: newId('shf'),
        activity: activity.id,
        startsAt,
        endsAt,
        positions,
        accepted: 0,
      });
    }
    return Promise.resolve(activity);
  },
});

const about = ({ hostUscc, districtCode, projectId }: VolunteerActivity) => ({
  organization: hostUscc,
  district: districtCode,
  project: projectId,
});
const step = {
  row: 'S0-29',
  may,
  entity: VolunteerActivity,
  lifecycle: activityLifecycle,
  own,
  announce: about,
} as const;

export const publishActivity = stepAction({
  ...step,
  about: 'Publishes an activity; it takes applications. 发布活动',
  transition: 'publish',
  event: events.ActivityPublished,
});
export const cancelActivity = stepAction({
  ...step,
  about: 'Cancels an activity; all its applications end. 取消活动',
  transition: 'cancel',
  apply: callOffApplications,
  event: events.ActivityCancelled,
});
export const finishActivity = stepAction({
  ...step,
  about: 'Ends an activity. 结束活动',
  transition: 'finish',
  event: events.ActivityFinished,
});
