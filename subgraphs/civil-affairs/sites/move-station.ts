import { action } from '#kit/actions/action';
import { id, int, text } from '#kit/actions/input';
import { ensure } from '#kit/actions/problem';
import { stepAction } from '#kit/actions/step-action';
import { chinaDate } from '#kit/deadlines/china-date';
import { officials } from '#kit/identity/access';
import { events } from '../events.js';
import { ServiceStation } from './service-station.entity.js';
import { stationLifecycle } from './service-station.lifecycle.js';

const may = officials('civil-affairs');
const about = ({ district, operator }: ServiceStation) => ({ district, organization: operator });
const step = { row: 'S2-03', may, entity: ServiceStation, lifecycle: stationLifecycle, announce: about } as const;
const station = id('The station. 站点');

export const procureStation = stepAction({
  ...step,
  about: 'Records that the tender for a station is decided. 完成采购',
  transition: 'procure',
});

export const contractStation = action({
  about: 'Records the service agreement with its headcount. 签订服务协议',
  row: 'S2-08',
  may,
  input: { id: station, headcount: int('Social workers to be stationed. 协议人数', { min: 1, max: 200 }) },
  returns: ServiceStation,
  async run(act, { id: key, headcount }) {
    const record = await act.lock(ServiceStation, key, 'id');
    await stationLifecycle.fire(act, record, 'contract');
    record.contractedHeadcount = headcount;
    return record;
  },
});

export const staffStation = action({
  about: 'Records how many social workers are stationed; the contracted headcount must be reached. 社工驻站',
  row: 'S2-09',
  may,
  input: { id: station, stationed: int('Social workers stationed. 驻站人数', { min: 0, max: 200 }) },
  returns: ServiceStation,
  async run(act, { id: key, stationed }) {
    const record = await act.lock(ServiceStation, key, 'id');
    record.stationedHeadcount = stationed;
    await stationLifecycle.fire(act, record, 'staff');
    act.announce(events.StationStaffed, { subject: record, ...about(record), facts: { stationed } });
    return record;
  },
});

const HOTLINE = /^(0\d{2,3}-?\d{7,8}|1\d{10}|12345|12349)$/;

export const openStation = action({
  about: 'Opens a staffed station with its hotline. 启用站点',
  row: 'S2-03',
  may,
  input: { id: station, hotline: text('Hotline, for example 020-8123456. 服务热线', { max: 20, min: 5 }) },
  returns: ServiceStation,
  async run(act, { id: key, hotline }) {
    ensure(HOTLINE.test(hotline), 'INVALID_INPUT', 'hotline is not a telephone number', {
      field: 'hotline',
      rule: 'S3-21',
    });
    const record = await act.lock(ServiceStation, key, 'id');
    record.hotline = hotline;
    await stationLifecycle.fire(act, record, 'open');
    record.openedOn = chinaDate(act.now);
    act.announce(events.StationOpened, { subject: record, ...about(record) });
    return record;
  },
});

export const suspendStation = stepAction({
  ...step,
  about: 'Suspends a station. 暂停站点',
  transition: 'suspend',
  event: events.StationSuspended,
});
export const resumeStation = stepAction({
  ...step,
  about: 'Resumes a suspended station. 恢复站点',
  transition: 'resume',
  event: events.StationOpened,
});
export const closeStation = stepAction({
  ...step,
  about: 'Closes a station. 撤销站点',
  transition: 'close',
  event: events.StationClosed,
});
