import { action } from '#kit/actions/action';
import { id } from '#kit/actions/input';
import { ensure } from '#kit/actions/problem';
import { anyOf, isForeignPartner, isOtherPerson, officials, partners, persons } from '#kit/identity/access';
import { Volunteer } from '../volunteers/volunteer.entity.js';
import { Application } from './application.entity.js';
import { applicationLifecycle } from './application.lifecycle.js';
import { leavePlace, lockPlace, takePlace } from './free-place.js';

const input = { id: id('The application. 报名') };
const hosts = anyOf(officials('youth-league'), partners);

export const acceptApplication = action({
  about: 'Accepts an application while there are positions. 录用',
  row: 'S0-29',
  may: hosts,
  input,
  returns: Application,
  async run(act, { id: key }) {
    const { shift, application, activity } = await lockPlace(act, key);
    ensure(!isForeignPartner(act.caller, activity.hostUscc), 'FORBIDDEN', 'the activity is another organisation’s', {
      field: 'id',
    });
    ensure(shift.accepted < shift.positions, 'CAPACITY_REACHED', `all ${shift.positions} positions are taken`, {
      field: 'id',
      rule: 'S0-29',
    });
    await takePlace(act, { shift, application, activity });
    return application;
  },
});

/** A step that may free a position. */
function leaving(about: string, transition: 'decline' | 'withdraw' | 'miss', may: typeof hosts) {
  return action({
    about,
    row: 'S0-29',
    may,
    input,
    returns: Application,
    async run(act, { id: key }) {
      const { shift, application, activity } = await lockPlace(act, key);
      ensure(!isForeignPartner(act.caller, activity.hostUscc), 'FORBIDDEN', 'the activity is another organisation’s', {
        field: 'id',
      });
      const { personId } = await act.require(Volunteer, application.volunteer, 'id');
      ensure(!isOtherPerson(act.caller, personId), 'FORBIDDEN', 'the application is somebody else’s', { field: 'id' });
      await leavePlace(act, { shift, application, activity }, transition);
      return application;
    },
  });
}

export const declineApplication = leaving('Declines an application. 不予录用', 'decline', hosts);
export const withdrawApplication = leaving(
  'Withdraws an application; a position taken becomes free. 撤回报名',
  'withdraw',
  anyOf(officials('youth-league'), persons),
);
export const markNoShow = leaving('Records that an accepted volunteer did not come. 登记缺席', 'miss', hosts);

function staying(about: string, transition: 'confirm' | 'attend', may: typeof hosts) {
  return action({
    about,
    row: 'S0-29',
    may,
    input,
    returns: Application,
    async run(act, { id: key }) {
      const { application, activity } = await lockPlace(act, key);
      ensure(!isForeignPartner(act.caller, activity.hostUscc), 'FORBIDDEN', 'the activity is another organisation’s', {
        field: 'id',
      });
      const { personId } = await act.require(Volunteer, application.volunteer, 'id');
      ensure(!isOtherPerson(act.caller, personId), 'FORBIDDEN', 'the application is somebody else’s', { field: 'id' });
      await applicationLifecycle.fire(act, application, transition);
      return application;
    },
  });
}

export const confirmApplication = staying(
  'The volunteer confirms that he will come. 确认参加',
  'confirm',
  anyOf(officials('youth-league'), persons),
);
export const markAttended = staying('Records that the volunteer came. 登记到场', 'attend', hosts);
