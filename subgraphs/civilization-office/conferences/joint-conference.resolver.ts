import { Arg, Args, Ctx, Field, FieldResolver, Int, ObjectType, Resolver, Root } from 'type-graphql';
import { computed } from '#kit/publishing/sharing';
import { chinaDate } from '#kit/deadlines/china-date';
import { ensureInput } from '#kit/errors';
import type { Context } from '#kit/identity/context';
import { byId } from '#kit/loading/by-key';
import { childrenOf } from '#kit/pagination/children';
import { connectionOf } from '#kit/pagination/connection';
import { PageArgs } from '#kit/pagination/page';
import { refer } from '#kit/publishing/reference';
import { type FilterField, is, term, within } from '#kit/queries/filter';
import { register } from '#kit/queries/register';
import { DateScalar } from '#kit/scalars';
import { vocabulary } from '#kit/vocabulary';
import { PolicyRule } from '../policies/policy-rule.entity.js';
import { parameterOf } from '../policies/rule-parameter.js';
import { Organization } from '../references/organization.reference.js';
import { ActionItem, ActionItemState } from './action-item.entity.js';
import { heldMeetings } from './held-meetings.loader.js';
import { JointConference } from './joint-conference.entity.js';
import { Meeting, MeetingKind, MeetingState } from './meeting.entity.js';
import { type DutyRule, meetingDuty } from './meeting-duty.js';

const DutyVerdict = vocabulary('DutyVerdict', 'Whether a yearly duty is met. 年度要求完成情况', {
  MET: 'Met. 已完成',
  OPEN: 'Not yet met. 未完成',
  AT_RISK: 'Not yet met, and the end of the year is near. 临期未完成',
  MISSED: 'Missed. 逾期未完成',
  NOT_APPLICABLE: 'No text sets a number here. 不适用',
});

@computed('S0-11')
@ObjectType({ description: 'Yearly duty of member meetings, computed. 年度成员会议要求' })
export class YearlyMeetingDuty {
  @Field(() => Int, { description: 'Year. 年度' })
  year!: number;

  @Field(() => Int, { nullable: true, description: 'Meetings required; null where no text sets a number. 要求次数' })
  required!: number | null;

  @Field(() => Int, { description: 'Member meetings held. 已召开次数' })
  held!: number;

  @Field(() => DateScalar, { description: 'Last day. 截止日期' })
  dueOn!: string;

  @Field(() => DutyVerdict, { description: 'Verdict. 结论' })
  verdict!: string;
}

/** Throws when the register of rules lacks a number that the duty needs. */
function dutyRuleOf(rule: PolicyRule): DutyRule {
  return {
    minimumMeetings: parameterOf(rule, 'minimumMeetings'),
    riskDays: parameterOf(rule, 'riskDays'),
    effectiveFrom: rule.effectiveFrom,
    effectiveTo: rule.effectiveTo ?? null,
  };
}

export const jointConferenceRegister = register(JointConference, {
  one: 'jointConference',
  many: 'jointConferences',
  about: 'Joint conferences. 联席会议',
  filter: { within: within('districtCode', 'In this division or below. 地区(含下级)') },
});

export const meetingRegister = register(Meeting, {
  one: 'meeting',
  many: 'meetings',
  about: 'Meetings of joint conferences. 会议',
  order: 'desc',
  filter: { kind: term('kind', MeetingKind, 'Kind. 类型'), state: term('state', MeetingState, 'State. 状态') },
});

/** Past its due day and not done, or not so; judged on the day in China when it is asked. */
const overdue: FilterField<ActionItem> = {
  about: 'Past its due day and not done, or not so (S0-12). 是否逾期',
  type: () => Boolean,
  where(wanted: boolean) {
    const today = chinaDate(new Date());
    return wanted
      ? { state: { $ne: 'DONE' }, dueOn: { $lt: today } }
      : { $or: [{ state: 'DONE' }, { dueOn: { $gte: today } }] };
  },
};

export const actionItemRegister = register(ActionItem, {
  one: 'actionItem',
  many: 'actionItems',
  about: 'Tasks that meetings gave. 议定事项任务',
  order: 'desc',
  filter: {
    state: term('state', ActionItemState, 'State. 状态'),
    assignee: is('assigneeUscc', 'Organisation that owns it. 责任单位'),
    overdue,
  },
});

@Resolver(() => JointConference)
export class JointConferenceResolver {
  @FieldResolver(() => [Organization], {
    description: 'Bodies that host its office, two in Zhongshan (S0-13). 办公室设立单位',
  })
  hosts(@Root() { hostUsccs }: JointConference) {
    return hostUsccs.map((uscc) => refer(Organization, uscc));
  }

  @FieldResolver(() => [Organization], { description: 'Members. 成员单位' })
  members(@Root() { memberUsccs }: JointConference) {
    return memberUsccs.map((uscc) => refer(Organization, uscc));
  }

  @FieldResolver(() => connectionOf(Meeting), { description: 'Meetings, newest first. 会议' })
  meetings(@Root() { id }: JointConference, @Args(() => PageArgs) page: PageArgs, @Ctx() { load }: Context) {
    return load(childrenOf(Meeting, 'conference', page, { order: 'desc' }), id);
  }

  @FieldResolver(() => YearlyMeetingDuty, {
    description: 'Duty of member meetings in a year; default this year (S0-11). 年度会议要求',
  })
  async meetingDuty(
    @Root() { id, dutyRule }: JointConference,
    @Arg('year', () => Int, { nullable: true }) year: number | null,
    @Ctx() { load }: Context,
  ) {
    const today = chinaDate(new Date());
    const asked = year ?? Number(today.slice(0, 4));
    ensureInput(asked >= 1949 && asked <= 2200, 'year must be 1949 to 2200');
    const rule = dutyRule ? await load(byId(PolicyRule), dutyRule) : null;
    const held = await load(heldMeetings, `${id} ${asked}`);
    return meetingDuty({ year: asked, rule: rule && dutyRuleOf(rule), held, today });
  }
}

@Resolver(() => Meeting)
export class MeetingResolver {
  @FieldResolver(() => connectionOf(ActionItem), { description: 'Tasks that it gave. 议定事项' })
  actionItems(@Root() { id }: Meeting, @Args(() => PageArgs) page: PageArgs, @Ctx() { load }: Context) {
    return load(childrenOf(ActionItem, 'meeting', page), id);
  }
}

@Resolver(() => ActionItem)
export class ActionItemResolver {
  @FieldResolver(() => Boolean, { description: 'Whether it is past its due day and not done (S0-12). 是否逾期' })
  overdue(@Root() { state, dueOn }: ActionItem): boolean {
    return state !== 'DONE' && dueOn < chinaDate(new Date());
  }
}
