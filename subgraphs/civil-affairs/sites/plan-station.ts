import { action } from '#kit/actions/action';
import { creditCode, divisionCode, oneOf, text } from '#kit/actions/input';
import { ensure } from '#kit/actions/problem';
import { officials } from '#kit/identity/access';
import { newId } from '#lib/new-id';
import { District } from '../districts/district.entity.js';
import { events } from '../events.js';
import { Organization } from '../organizations/organization.entity.js';
import { ServiceStation, StationCoverage } from './service-station.entity.js';

export const planStation = action({
  about: 'Plans a station in a town or street. 规划站点',
  row: 'S2-03',
  may: officials('civil-affairs'),
  input: {
    code: text('Code of the site. 站点代码', { max: 20, min: 3 }),
    name: text('Name. 名称', { max: 120 }),
    districtCode: divisionCode('Town or street. 镇街代码'),
    operatorUscc: creditCode('Operating organisation. 运营机构'),
    coverage: oneOf(StationCoverage, 'Mandated or optional. 覆盖类型'),
  },
  returns: ServiceStation,
  async run(act, input) {
    const district = await act.require(District, input.districtCode, 'districtCode');
    ensure(district.level === 'TOWN', 'RULE_BROKEN', 'a station belongs to a town or street', {
      field: 'districtCode',
      rule: 'S2-01',
    });
    const operator = await act.require(Organization, input.operatorUscc, 'operatorUscc');
    ensure(operator.state === 'ACTIVE', 'RULE_BROKEN', 'the operator is not registered with civil affairs', {
      field: 'operatorUscc',
      rule: 'S2-05',
    });
    const station = act.em.create(ServiceStation, {
      id: newId('stn'),
      code: input.code,
      name: input.name,
      district: district.code,
      operator: operator.uscc,
      coverage: input.coverage,
      state: 'PLANNED',
      stationedHeadcount: 0,
      hotline: null,
      contractedHeadcount: null,
      openedOn: null,
    });
    act.announce(events.StationPlanned, { subject: station, district: district.code, organization: operator.uscc });
    return station;
  },
});
