import { addDays } from '#kit/deadlines/china-date';
import { cycle, draw } from './draw.js';
import { KIND } from './kinds.js';
import { places } from './places.js';
import type { SeedOrganization, SeedSite, WorldOptions } from './world-types.js';

/** 64 mandated stations in Guizhou, an optional one in every second Guangzhou town, and three centres. */
export function makeSites({ seed, today }: WorldOptions, agencies: readonly SeedOrganization[]): SeedSite[] {
  const { guizhouStreets, guangzhou, zhongshan } = places();
  let index = 0;
  const make = (
    kind: SeedSite['kind'],
    districtCode: string,
    name: string,
    coverage: SeedSite['coverage'],
  ): SeedSite => {
    const choose = draw(seed, KIND.site, index);
    const near = agencies.filter((agency) => agency.districtCode.slice(0, 2) === districtCode.slice(0, 2));
    const operator = cycle(near.length > 0 ? near : agencies, index);
    return {
      index,
      id: choose.id(kind === 'STATION' ? 'stn' : 'ctr', 1_500_000_000_000 + index * 1000),
      kind,
      code: `${kind === 'STATION' ? 'Z' : 'C'}${String(++index).padStart(5, '0')}`,
      name,
      districtCode,
      operatorUscc: operator.uscc,
      openedOn: addDays(today, -choose.int(200, 1500)),
      // No area has the code 0199: synthetic.
      hotline: `0199-${String(choose.int(0, 9_999_999)).padStart(7, '0')}`,
      coverage,
      headcount: choose.int(2, 5),
      floorAreaSqm: choose.int(300, 900),
    };
  };
  return [
    ...guizhouStreets.map(({ code, name }) => make('STATION', code, `${name}社会工作和志愿服务站`, 'MANDATED')),
    ...guangzhou
      .filter((_, n) => n % 2 === 0)
      .map(({ code, name }) => make('STATION', code, `${name}社工服务站`, 'OPTIONAL')),
    ...zhongshan
      .slice(0, 2)
      .map(({ code, name }) => make('CENTER', code, `${name}“社工+志愿者”综合服务中心`, 'OPTIONAL')),
    make('CENTER', 'Z44521', '东山区社区社工综合服务中心', 'OPTIONAL'),
  ];
}
