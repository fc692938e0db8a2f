import { action } from '#kit/actions/action';
import { creditCode, divisionCode, id, int, oneOf, optional, text } from '#kit/actions/input';
import { ensure } from '#kit/actions/problem';
import { chinaDate } from '#kit/deadlines/china-date';
import { officials } from '#kit/identity/access';
import { newId } from '#lib/new-id';
import { District } from '../districts/district.entity.js';
import { events } from '../events.js';
import { ResidentNeed } from '../needs/resident-need.entity.js';
import { Organization } from '../organizations/organization.entity.js';
import { FunctionRoom, MANDATORY_ROOMS, RoomKind } from './function-room.entity.js';
import { MINIMUM_AREA_SQM, ServiceCenter } from './service-center.entity.js';

const may = officials('civil-affairs');

export const planCenter = action({
  about: 'Plans a service centre. 筹建服务中心',
  row: 'S1-04',
  may,
  input: {
    code: text('Code of the site. 站点代码', { max: 20, min: 3 }),
    name: text('Name. 名称', { max: 120 }),
    districtCode: divisionCode('Division. 区划代码'),
    operatorUscc: creditCode('Operating organisation. 运营机构'),
    floorAreaSqm: int('Floor area in square metres. 建筑面积', { min: 1, max: 100_000 }),
  },
  returns: ServiceCenter,
  async run(act, input) {
    const district = await act.require(District, input.districtCode, 'districtCode');
    const operator = await act.require(Organization, input.operatorUscc, 'operatorUscc');
    ensure(operator.state === 'ACTIVE', 'RULE_BROKEN', 'the operator is not registered with civil affairs', {
      field: 'operatorUscc',
      rule: 'S2-05',
    });
    return act.em.create(ServiceCenter, {
      id: newId('ctr'),
      code: input.code,
      name: input.name,
      district: district.code,
      operator: operator.uscc,
      state: 'FITTING_OUT',
      floorAreaSqm: input.floorAreaSqm,
      areaWaiverReason: null,
      areaWaiverApprover: null,
      openedOn: null,
    });
  },
});

export const waiveCenterArea = action({
  about:
    'Accepts a centre below 300 square metres, with reason and approver; 原则上 allows it, never silently. 面积例外批准',
  row: 'S1-04',
  may,
  input: {
    id: id('The centre. 服务中心'),
    reason: text('Reason. 理由', { max: 500, min: 4 }),
    approver: text('Who approves. 批准单位', { max: 120, min: 2 }),
  },
  returns: ServiceCenter,
  async run(act, { id: key, reason, approver }) {
    const center = await act.lock(ServiceCenter, key, 'id');
    ensure(
      center.floorAreaSqm < MINIMUM_AREA_SQM,
      'RULE_BROKEN',
      'the area meets the minimum; there is nothing to waive',
      { field: 'id', rule: 'S1-04' },
    );
    center.areaWaiverReason = reason;
    center.areaWaiverApprover = approver;
    act.announce(events.CenterAreaWaived, {
      subject: center,
      district: center.district,
      facts: { floorAreaSqm: center.floorAreaSqm },
    });
    return center;
  },
});

export const addFunctionRoom = action({
  about: 'Adds a function room; an optional one must answer a resident need. 增设功能室',
  row: 'S1-06',
  may,
  input: {
    centerId: id('The centre. 服务中心'),
    kind: oneOf(RoomKind, 'Kind. 类型'),
    name: text('Name. 名称', { max: 80 }),
    areaSqm: int('Area in square metres. 面积', { min: 1, max: 10_000 }),
    needId: optional(id('The need that an optional room answers. 对应需求')),
  },
  returns: FunctionRoom,
  async run(act, input) {
    const center = await act.lock(ServiceCenter, input.centerId, 'centerId');
    ensure(input.kind !== 'OPTIONAL' || input.needId, 'RULE_BROKEN', 'an optional room must answer a resident need', {
      field: 'needId',
      rule: 'S1-06',
    });
    const need = input.needId && (await act.require(ResidentNeed, input.needId, 'needId'));
    return act.em.create(FunctionRoom, {
      id: newId('room'),
      center: center.id,
      kind: input.kind,
      name: input.name,
      areaSqm: input.areaSqm,
      need: need ? need.id : null,
      verifiedOn: null,
    });
  },
});

export const verifyFunctionRoom = action({
  about: 'Accepts a fitted-out room. 功能室验收',
  row: 'S1-12',
  may,
  input: { id: id('The room. 功能室') },
  returns: FunctionRoom,
  async run(act, { id: key }) {
    const room = await act.lock(FunctionRoom, key, 'id');
    ensure(room.verifiedOn === null, 'ILLEGAL_TRANSITION', 'the room is verified already', { field: 'id' });
    room.verifiedOn = chinaDate(act.now);
    const center = await act.require(ServiceCenter, room.center, 'id');
    act.announce(events.RoomVerified, { subject: center, district: center.district, facts: { kind: room.kind } });
    return room;
  },
});

export const openCenter = action({
  about: 'Opens a centre: area met or waived, all mandatory rooms verified. 启用服务中心',
  row: 'S1-12',
  may,
  input: { id: id('The centre. 服务中心') },
  returns: ServiceCenter,
  async run(act, { id: key }) {
    const center = await act.lock(ServiceCenter, key, 'id');
    ensure(
      center.state === 'FITTING_OUT',
      'ILLEGAL_TRANSITION',
      `openCenter needs FITTING_OUT, but the centre is ${center.state}`,
      { field: 'id' },
    );
    ensure(
      center.floorAreaSqm >= MINIMUM_AREA_SQM || center.areaWaiverReason !== null,
      'RULE_BROKEN',
      `${center.floorAreaSqm} square metres are less than ${MINIMUM_AREA_SQM}, and there is no waiver`,
      { field: 'id', rule: 'S1-04' },
    );
    const rooms = await act.em.find(FunctionRoom, { center: key, verifiedOn: { $ne: null } });
    const missing = MANDATORY_ROOMS.filter((kind) => !rooms.some((room) => room.kind === kind));
    ensure(missing.length === 0, 'RULE_BROKEN', `these rooms are not verified: ${missing.join(', ')}`, {
      field: 'id',
      rule: 'S1-05',
    });
    center.state = 'OPEN';
    center.openedOn = chinaDate(act.now);
    act.announce(events.CenterOpened, { subject: center, district: center.district, organization: center.operator });
    return center;
  },
});
