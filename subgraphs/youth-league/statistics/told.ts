import type { Context } from '#kit/identity/context';
import { countsExactly, type PersonalSum, safeSum } from '#kit/queries/small-cells';

const HOUR = 60;

/** How numbers about persons are told, in the descriptions of those that are. */
export const FEW =
  '; an organisation counts its own. For dashboards and persons rounded, and null where fewer persons are behind it than the hub tells of (HUB_SMALLEST_CELL).';

/** Minutes of something, by its key, as the caller may be told them: exactly, or in hours and not of few persons. */
export function toldMinutes(
  of: string,
  minutes: PersonalSum,
  { caller, cells }: Pick<Context, 'caller' | 'cells'>,
): number | null {
  return countsExactly(caller) ? minutes.sum : safeSum(minutes, { cell: `minutes ${of}`, unit: HOUR }, cells);
}
