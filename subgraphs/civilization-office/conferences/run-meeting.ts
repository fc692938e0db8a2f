import { action } from '#kit/actions/action';
import { creditCode, day, id, oneOf, text } from '#kit/actions/input';
import { ensure } from '#kit/actions/problem';
import { stepAction } from '#kit/actions/step-action';
import { chinaDate } from '#kit/deadlines/china-date';
import { anyOf, isForeignPartner, officials, partners } from '#kit/identity/access';
import { newId } from '#lib/new-id';
import { events } from '../events.js';
import { ActionItem } from './action-item.entity.js';
import { JointConference } from './joint-conference.entity.js';
import { Meeting, MeetingKind } from './meeting.entity.js';
import { actionItemLifecycle, meetingLifecycle } from './meeting.lifecycle.js';

const office = officials('civilization-office');
/** The office of the conference is hosted by civil affairs and the youth league (S0-13): they may schedule, too. */
const hosts = officials('civilization-office', 'civil-affairs', 'youth-league');
const meetingId = id('The meeting. 会议');

export const scheduleMeeting = action({
  about: 'Schedules a meeting of a joint conference. 安排会议',
  row: 'S0-11',
  may: hosts,
  input: {
    conferenceId: id('The conference. 联席会议'),
    kind: oneOf(MeetingKind, 'Kind. 类型'),
    subject: text('Subject. 议题', { max: 200 }),
    scheduledOn: day('Day. 日期'),
  },
  returns: Meeting,
  async run(act, input) {
    const conference = await act.require(JointConference, input.conferenceId, 'conferenceId');
    ensure(input.scheduledOn >= chinaDate(act.now), 'INVALID_PERIOD', 'a meeting cannot be scheduled in the past', {
      field: 'scheduledOn',
    });
    const meeting = act.em.create(Meeting, {
      id: newId('mtg'),
      conference: conference.id,
      kind: input.kind,
      state: 'SCHEDULED',
      subject: input.subject,
      scheduledOn: input.scheduledOn,
      heldOn: null,
      minutes: null,
    });
    act.announce(events.MeetingScheduled, {
      subject: meeting,
      district: conference.districtCode,
      facts: { kind: input.kind },
    });
    return meeting;
  },
});

export const holdMeeting = stepAction({
  about: 'Records that a meeting was held today. 会议召开',
  row: 'S0-11',
  may: office,
  entity: Meeting,
  lifecycle: meetingLifecycle,
  transition: 'hold',
  apply: (act, meeting) => void (meeting.heldOn = chinaDate(act.now)),
  event: events.MeetingHeld,
  announce: ({ kind }) => ({ facts: { kind } }),
});

export const cancelMeeting = stepAction({
  about: 'Cancels a scheduled meeting. 取消会议',
  row: 'S0-11',
  may: office,
  entity: Meeting,
  lifecycle: meetingLifecycle,
  transition: 'cancel',
});

export const minuteMeeting = action({
  about: 'Adds the minutes of a held meeting. 形成会议纪要',
  row: 'S0-11',
  may: office,
  input: { id: meetingId, minutes: text('Minutes. 纪要', { max: 20_000 }) },
  returns: Meeting,
  async run(act, { id: key, minutes }) {
    const meeting = await act.lock(Meeting, key, 'id');
    await meetingLifecycle.fire(act, meeting, 'minute');
    meeting.minutes = minutes;
    return meeting;
  },
});

export const raiseActionItem = action({
  about: 'Gives a task to one organisation, with a due date. 分派议定事项',
  row: 'S0-12',
  may: office,
  input: {
    meetingId,
    title: text('Title. 事项', { max: 200 }),
    assigneeUscc: creditCode('The one organisation that owns it. 责任单位'),
    dueOn: day('Due day. 办理期限'),
  },
  returns: ActionItem,
  async run(act, input) {
    const meeting = await act.require(Meeting, input.meetingId, 'meetingId');
    ensure(['HELD', 'MINUTED'].includes(meeting.state), 'ILLEGAL_TRANSITION', 'only a held meeting gives tasks', {
      field: 'meetingId',
    });
    ensure(input.dueOn >= chinaDate(act.now), 'INVALID_PERIOD', 'the due day has passed', { field: 'dueOn' });
    const { memberUsccs } = await act.em.findOneOrFail(JointConference, { id: meeting.conference });
    ensure(memberUsccs.includes(input.assigneeUscc), 'RULE_BROKEN', 'a task goes to a member of the conference', {
      field: 'assigneeUscc',
      rule: 'S0-12',
    });
    const item = act.em.create(ActionItem, {
      id: newId('item'),
      meeting: meeting.id,
      title: input.title,
      assigneeUscc: input.assigneeUscc,
      dueOn: input.dueOn,
      state: 'OPEN',
      doneOn: null,
    });
    act.announce(events.ActionItemAssigned, { subject: item, organization: input.assigneeUscc });
    return item;
  },
});

const itemStep = {
  row: 'S0-12',
  may: anyOf(hosts, partners),
  entity: ActionItem,
  lifecycle: actionItemLifecycle,
  own: (act: { caller: Parameters<typeof isForeignPartner>[0] }, item: ActionItem) =>
    !isForeignPartner(act.caller, item.assigneeUscc),
} as const;

export const startActionItem = stepAction({ ...itemStep, about: 'Starts a task. 开始办理', transition: 'start' });

export const finishActionItem = stepAction({
  ...itemStep,
  about: 'Reports a task as done. 办结事项',
  transition: 'finish',
  apply: (act, item) => void (item.doneOn = chinaDate(act.now)),
  event: events.ActionItemClosed,
  announce: ({ assigneeUscc }) => ({ organization: assigneeUscc }),
});
