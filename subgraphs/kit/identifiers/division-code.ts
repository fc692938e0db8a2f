/** GB/T 2260 county-level codes (6 digits), town codes (9), and the hub's own codes of functional zones (`Z` and 5 or 8 digits). */
const FORM = /^([1-8]\d{5}|[1-8]\d{8}|Z\d{5}|Z\d{8})$/;
const SHORT_FORM = /^[1-8]\d(\d{2})?$/;

export type DivisionLevel = 'PROVINCE' | 'CITY' | 'COUNTY' | 'TOWN';

export interface Division {
  /** As registers keep it: 6 digits for province, city and county (padded with zeros), 9 for towns. */
  readonly code: string;
  readonly level: DivisionLevel;
  /** What the codes of this division and of all below it begin with. */
  readonly prefix: string;
  /**
   * The same of the division above by code; null for a province and for a zone, whose parent only the register knows. Districts of
   * municipalities and directly governed counties have a bracket of the code table there (1101, 4290): their parent is the province.
   */
  readonly parentPrefix: string | null;
}

/** Whether a text has the form in which registers keep codes; says nothing about whether such a place exists. */
export function isDivisionCode(value: string): boolean {
  return FORM.test(value);
}

/**
 * Reads a code in any form in use: 2 digits (province), 4 (city), 6, or 9 (town). Undefined for anything else. Towns of cities
 * without counties (Zhongshan 442000001) are directly below the city.
 */
export function parseDivisionCode(value: string): Division | undefined {
  if (SHORT_FORM.test(value)) return parseDivisionCode(value.padEnd(6, '0'));
  if (!FORM.test(value)) return undefined;
  if (value.startsWith('Z')) {
    const isTown = value.length === 9;
    return {
      code: value,
      level: isTown ? 'TOWN' : 'COUNTY',
      prefix: value,
      parentPrefix: isTown ? value.slice(0, 6) : null,
    };
  }
  const prefix = value.length === 9 ? value : value.replace(/(00){1,2}$/, '');
  const levels: Readonly<Record<number, DivisionLevel>> = { 2: 'PROVINCE', 4: 'CITY', 6: 'COUNTY', 9: 'TOWN' };
  const level = levels[prefix.length];
  if (level === undefined) return undefined;
  const parents = {
    PROVINCE: null,
    CITY: prefix.slice(0, 2),
    COUNTY: prefix.slice(0, 4),
    TOWN: prefix.slice(0, 6).replace(/00$/, ''),
  };
  return { code: value, level, prefix, parentPrefix: parents[level] };
}
