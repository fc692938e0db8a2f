import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '#lib/project-root';
import { FUNCTIONAL_ZONES } from './functional-zones.js';

export type DistrictLevel = 'PROVINCE' | 'CITY' | 'COUNTY' | 'TOWN';

export interface SeedDistrict {
  /** 6 digits for province, city and county (padded with zeros), 9 for towns, `Z…` for functional zones. */
  readonly code: string;
  readonly name: string;
  readonly level: DistrictLevel;
  readonly kind: 'STATUTORY' | 'FUNCTIONAL_ZONE';
  readonly parent: string | null;
  /** `YYYY-MM-DD`, or null when it is older than the snapshot knows. */
  readonly validFrom: string | null;
  readonly validTo: string | null;
}

type Pair = readonly [code: string, name: string];

interface Snapshot {
  readonly asOf: string;
  readonly provinces: readonly Pair[];
  readonly cities: readonly Pair[];
  readonly counties: readonly Pair[];
  readonly towns: readonly Pair[];
}

let known: readonly SeedDistrict[] | undefined;

/**
 * The national code snapshot (state 2023-06-30; towns for Guangdong, Guizhou and Jilin only) and the functional zones of
 * the policy texts. Parents come before children.
 */
export function districts(): readonly SeedDistrict[] {
  return (known ??= read());
}

function read(): readonly SeedDistrict[] {
  const file = join(projectRoot(), 'seed', 'districts.data.json');
  const { provinces, cities, counties, towns } = JSON.parse(readFileSync(file, 'utf8')) as Snapshot;
  const codes = new Set<string>();
  const make = (code: string, name: string, level: DistrictLevel, parent: string | null): SeedDistrict => {
    codes.add(code);
    return { code, name, level, kind: 'STATUTORY', parent, validFrom: null, validTo: null };
  };
  // Counties of municipalities and directly governed counties have no city above them.
  const above = (code: string) =>
    codes.has(`${code.slice(0, 4)}00`) ? `${code.slice(0, 4)}00` : `${code.slice(0, 2)}0000`;
  return [
    ...provinces.map(([code, name]) => make(`${code}0000`, name, 'PROVINCE', null)),
    ...cities.map(([code, name]) => make(`${code}00`, name, 'CITY', `${code.slice(0, 2)}0000`)),
    ...counties.map(([code, name]) => make(code, name, 'COUNTY', above(code))),
    // Zhongshan and Dongguan have no counties: their towns hang directly under the city.
    ...towns.map(([code, name]) =>
      make(code, name, 'TOWN', codes.has(code.slice(0, 6)) ? code.slice(0, 6) : above(code)),
    ),
    ...FUNCTIONAL_ZONES,
  ];
}
