import { action } from '#kit/actions/action';
import { id } from '#kit/actions/input';
import { ensure } from '#kit/actions/problem';
import { anyOf, isOtherPerson, officials, persons } from '#kit/identity/access';
import { newId } from '#lib/new-id';
import { ActivityShift } from '../activities/activity-shift.entity.js';
import { VolunteerActivity } from '../activities/volunteer-activity.entity.js';
import { Volunteer } from '../volunteers/volunteer.entity.js';
import { Application } from './application.entity.js';
import { announcePlace } from './free-place.js';

export const applyForShift = action({
  about:
    'Applies for a shift. With automatic acceptance the answer is ACCEPTED while there are positions, then WAITLISTED. 报名班次',
  row: 'S0-29',
  may: anyOf(officials('youth-league'), persons),
  input: { shiftId: id('The shift. 班次'), volunteerId: id('The volunteer. 志愿者') },
  returns: Application,
  async run(act, { shiftId, volunteerId }) {
    await act.require(Volunteer, volunteerId, 'volunteerId');
    // In line: applications of one volunteer at once wait for each other in the index that forbids overlaps, for ever.
    const volunteer = await act.lock(Volunteer, volunteerId, 'volunteerId');
    ensure(!isOtherPerson(act.caller, volunteer.personId), 'FORBIDDEN', 'a person applies for himself only', {
      field: 'volunteerId',
    });
    ensure(volunteer.state === 'ACTIVE', 'ILLEGAL_TRANSITION', `the volunteer is ${volunteer.state}`, {
      field: 'volunteerId',
    });
    // The lock puts applicants in line: the count that follows cannot be overtaken.
    const shift = await act.lock(ActivityShift, shiftId, 'shiftId');
    const activity = await act.require(VolunteerActivity, shift.activity, 'shiftId');
    ensure(activity.state === 'PUBLISHED', 'ILLEGAL_TRANSITION', `the activity is ${activity.state}`, {
      field: 'shiftId',
    });
    // Officials also enter paper sign-ups afterwards: records on paper must come into the system (Order 67).
    const open = shift.startsAt > act.now || act.caller.kind === 'department';
    ensure(open, 'INVALID_PERIOD', 'the shift has begun', { field: 'shiftId' });
    const lacking = activity.requiredSkills.filter((skill) => !volunteer.skills.includes(skill));
    ensure(lacking.length === 0, 'RULE_BROKEN', `the activity needs ${lacking.join(', ')}`, {
      field: 'volunteerId',
      rule: 'S0-29',
    });
    const free = shift.accepted < shift.positions;
    const state = !activity.autoAccept ? 'APPLIED' : free ? 'ACCEPTED' : 'WAITLISTED';
    if (state === 'ACCEPTED') shift.accepted += 1;
    const application = act.em.create(Application, {
      id: newId('app'),
      shift: shift.id,
      volunteer: volunteer.id,
      personId: volunteer.personId,
      hostUscc: activity.hostUscc,
      startsAt: shift.startsAt,
      endsAt: shift.endsAt,
      state,
      appliedAt: act.now,
    });
    if (state === 'ACCEPTED') announcePlace(act, shift, activity);
    return application;
  },
});
