import type { SeedDistrict } from './districts.js';

/**
 * Functional zones that the policy texts name and no code table has (S1-26, S3-47). The hub issues codes that begin with
 * `Z`, which no statutory code does. Their validity starts with the text that names them; what was before is not known here.
 */
export const FUNCTIONAL_ZONES: readonly SeedDistrict[] = [
  zone('Z44521', '揭阳东山区', 'COUNTY', '445200', '2012-04-09'),
  zone('Z22001', '长白山管委会', 'COUNTY', '220000', '2016-07-05'),
  zone('Z22001001', '池北区', 'TOWN', 'Z22001', '2016-07-05'),
  zone('Z22001002', '池西区', 'TOWN', 'Z22001', '2016-07-05'),
  zone('Z22001003', '池南区', 'TOWN', 'Z22001', '2016-07-05'),
];

function zone(code: string, name: string, level: 'COUNTY' | 'TOWN', parent: string, validFrom: string): SeedDistrict {
  return { code, name, level, kind: 'FUNCTIONAL_ZONE', parent, validFrom, validTo: null };
}
