import { action } from '#kit/actions/action';
import { id } from '#kit/actions/input';
import { stepAction } from '#kit/actions/step-action';
import { officials } from '#kit/identity/access';
import { events } from '../events.js';
import { ResidentNeed } from './resident-need.entity.js';
import { needLifecycle } from './resident-need.lifecycle.js';

const step = { row: 'S3-24', may: officials('civil-affairs'), entity: ResidentNeed, lifecycle: needLifecycle } as const;
const facts = ({ group }: ResidentNeed) => ({ facts: { group } });

export const verifyNeed = stepAction({ ...step, about: 'Verifies a filed need. 核实需求', transition: 'verify' });

export const matchNeed = action({
  about: 'Matches a verified need with a volunteer activity. 需求对接志愿活动',
  row: 'S3-16',
  may: officials('civil-affairs'),
  input: { id: id('The need. 需求'), activityId: id('The activity that answers it. 志愿活动') },
  returns: ResidentNeed,
  async run(act, { id: key, activityId }) {
    const need = await act.lock(ResidentNeed, key, 'id');
    await needLifecycle.fire(act, need, 'match');
    need.activityId = activityId;
    act.announce(events.NeedMatched, { subject: need, ...facts(need) });
    return need;
  },
});

export const serveNeed = stepAction({
  ...step,
  about: 'Records that a matched need was served. 需求已服务',
  transition: 'serve',
  event: events.NeedServed,
  announce: facts,
});

export const closeNeed = stepAction({ ...step, about: 'Closes a need. 需求办结', transition: 'close' });
