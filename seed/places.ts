import { districts, type SeedDistrict } from './districts.js';

/** Where the five policy texts play: their towns, and the division that stands for each place as a whole. */
export interface Places {
  readonly zhongshan: readonly SeedDistrict[];
  readonly jieyang: readonly SeedDistrict[];
  readonly guizhouStreets: readonly SeedDistrict[];
  readonly jilin: readonly SeedDistrict[];
  readonly guangzhou: readonly SeedDistrict[];
}

export const CITY = {
  zhongshan: '442000',
  jieyang: '445200',
  guizhou: '520000',
  jilin: '220000',
  guangzhou: '440100',
} as const;

const CITIES_IN_SCOPE = 8;
const COUNTIES_IN_SCOPE = 40;
const STREETS_IN_SCOPE = 64;

let known: Places | undefined;

export function places(): Places {
  return (known ??= find());
}

function find(): Places {
  const towns = districts().filter(({ level }) => level === 'TOWN');
  const under = (prefix: string) => towns.filter(({ code }) => code.startsWith(prefix));
  return {
    zhongshan: under('4420'),
    jieyang: [...under('4452'), ...districts().filter(({ code }) => code === 'Z44521')],
    guizhouStreets: resettlementStreets(under('52').filter(({ name }) => name.endsWith('街道'))),
    jilin: [...under('22').filter(({ name }) => name.endsWith('街道')), ...under('Z22')],
    guangzhou: under('4401'),
  };
}

/**
 * 64 streets in 40 counties in 8 cities (S2-01). The true list is not published, so this is a choice of our own from real
 * streets: the first eight cities that have enough, five counties each, one or two streets each.
 */
function resettlementStreets(streets: readonly SeedDistrict[]): SeedDistrict[] {
  const byCounty = Map.groupBy(streets, ({ code }) => code.slice(0, 6));
  const byCity = Map.groupBy(byCounty.keys(), (county) => county.slice(0, 4));
  const perCity = COUNTIES_IN_SCOPE / CITIES_IN_SCOPE;
  const counties = [...byCity.values()]
    .map((list) => list.filter((county) => (byCounty.get(county)?.length ?? 0) >= 2).slice(0, perCity))
    .filter((list) => list.length === perCity)
    .slice(0, CITIES_IN_SCOPE)
    .flat();
  const chosen = counties.flatMap((county) => byCounty.get(county)?.slice(0, 1) ?? []);
  const second = counties.flatMap((county) => byCounty.get(county)?.slice(1, 2) ?? []);
  return [...chosen, ...second.slice(0, STREETS_IN_SCOPE - chosen.length)];
}
