import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { department } from '../../../subgraphs/civil-affairs/department.js';
import { dashboard, person, startDepartment, type TestDepartment } from '../../subgraph.js';

let ca: TestDepartment;
beforeAll(async () => {
  ca = await startDepartment(department, { people: 400 });
});
afterAll(() => ca[Symbol.asyncDispose]());

describe('civil affairs', () => {
  it('counts the coverage of S2-01 from its stations: 8 cities, 40 counties, 64 streets', async () => {
    const metrics = ['STATION_CITIES', 'STATION_COUNTIES', 'STATION_STREETS', 'UNKNOWN'];
    const representations = metrics.map((metric, index) => ({
      __typename: 'Target',
      id: `t${index}`,
      metric,
      scope: '520000',
    }));
    const { data, errors } = await ca.query(
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Target { currentValue } } }',
      {
        r: representations,
      },
    );
    expect(errors).toBeUndefined();
    expect(data._entities.map((entity: { currentValue: number | null }) => entity.currentValue)).toEqual([
      8,
      40,
      64,
      null,
    ]);
  });

  it('answers stations and centres through their interface, as root field, list and reference', async () => {
    const { data } = await ca.query(
      '{ serviceSites(first: 200) { totalCount edges { node { __typename id name operator { name } ... on ServiceCenter { floorAreaSqm missingMandatoryRooms rooms { totalCount } } } } } }',
    );
    const sites = data.serviceSites.edges.map(({ node }: { node: { __typename: string; id: string } }) => node);
    expect(data.serviceSites.totalCount).toBe(sites.length);
    const center = sites.find(({ __typename }: { __typename: string }) => __typename === 'ServiceCenter');
    expect(center).toMatchObject({ missingMandatoryRooms: 0, rooms: { totalCount: 4 } });
    const { data: again, errors } = await ca.query(
      'query ($r: [_Any!]!, $id: ID!) { serviceSite(id: $id) { __typename name } _entities(representations: $r) { __typename ... on ServiceSite { name } } }',
      {
        id: center.id,
        r: [
          { __typename: 'ServiceSite', id: center.id },
          { __typename: 'ServiceStation', id: sites.find(({ id }: { id: string }) => id.startsWith('stn')).id },
        ],
      },
    );
    expect(errors).toBeUndefined();
    expect(again.serviceSite).toEqual({ __typename: 'ServiceCenter', name: center.name });
    expect(again._entities.map(({ __typename }: { __typename: string }) => __typename)).toEqual([
      'ServiceCenter',
      'ServiceStation',
    ]);
  });

  it('shows personal data in clear to its own officials and to the person himself only', async () => {
    const { data: own } = await ca.query(
      '{ persons(first: 1) { edges { node { id name idNumber birthDate phone } } } }',
    );
    const clear = own.persons.edges[0].node;
    expect(clear.idNumber).toMatch(/^99\d{15}[\dX]$/);
    const { data: other } = await ca.query(
      'query ($id: ID!) { person(id: $id) { name idNumber birthDate phone } }',
      { id: clear.id },
      dashboard,
    );
    expect(other.person).toEqual({
      name: clear.name[0] + '*'.repeat(clear.name.length - 1),
      idNumber: clear.idNumber.slice(0, 6) + '*'.repeat(12),
      birthDate: null,
      phone: `${clear.phone.slice(0, 3)}****${clear.phone.slice(-4)}`,
    });
    const { data: himself } = await ca.query(
      'query ($id: ID!) { person(id: $id) { name birthDate } }',
      { id: clear.id },
      person(clear.id),
    );
    expect(himself.person).toEqual({ name: clear.name, birthDate: clear.birthDate });
    const { errors } = await ca.query('{ persons { totalCount } }', {}, dashboard);
    expect(errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
  });

  it('computes staffing norms for every community', async () => {
    const { data } = await ca.query(
      '{ communities(first: 100) { edges { node { urbanRural conditionsMet communityWorkers professionals staffing { required actual share headcount shareVerdict } } } } }',
    );
    const verdicts = new Set<string>();
    for (const { node } of data.communities.edges) {
      expect(node.staffing.actual).toBe(node.professionals);
      if (node.communityWorkers === 0) expect(node.staffing.share).toBeNull();
      verdicts.add(node.staffing.headcount);
    }
    expect(verdicts).toContain('MET');
    expect(verdicts).toContain('BROKEN');
  });

  it('knows divisions with and without counties, and functional zones', async () => {
    const { data } = await ca.query(
      '{ zhongshan: district(code: "442000") { level children(first: 50) { totalCount edges { node { level } } } } zone: district(code: "Z44521") { kind name validFrom parent { name } } }',
    );
    expect(data.zhongshan.children.totalCount).toBe(23);
    expect(data.zhongshan.children.edges.every(({ node }: { node: { level: string } }) => node.level === 'TOWN')).toBe(
      true,
    );
    expect(data.zone).toEqual({
      kind: 'FUNCTIONAL_ZONE',
      name: '揭阳东山区',
      validFrom: '2012-04-09',
      parent: { name: '揭阳市' },
    });
  });
});
