/** Norms for professional social workers in communities by 2020 (S3-01, S3-02, S3-03). */
export const STAFFING = { urbanMinimum: 2, ruralMinimum: 1, urbanShare: 0.3 } as const;

export type StaffingVerdict = 'MET' | 'BROKEN' | 'NOT_APPLICABLE' | 'UNDEFINED';

export interface StaffingFacts {
  readonly urbanRural: 'URBAN' | 'RURAL';
  readonly conditionsMet: boolean;
  readonly communityWorkers: number;
  /** Distinct persons with a valid qualification who work in the community. */
  readonly professionals: number;
}

export interface StaffingNorm {
  readonly required: number;
  readonly actual: number;
  /** Share of community workers; null when there are none. */
  readonly share: number | null;
  readonly headcount: StaffingVerdict;
  readonly shareVerdict: StaffingVerdict;
}

/**
 * Urban communities need two professionals and 30 % of their workers; rural ones one professional where conditions are met. A rural
 * community without the conditions has not failed, and a share of nobody is undefined, not zero.
 */
export function staffingNorm(facts: StaffingFacts): StaffingNorm {
  const { urbanRural, conditionsMet, communityWorkers, professionals } = facts;
  const share = communityWorkers === 0 ? null : professionals / communityWorkers;
  if (urbanRural === 'RURAL') {
    const required = conditionsMet ? STAFFING.ruralMinimum : 0;
    const headcount = conditionsMet ? verdict(professionals >= required) : 'NOT_APPLICABLE';
    return { required, actual: professionals, share, headcount, shareVerdict: 'NOT_APPLICABLE' };
  }
  return {
    required: STAFFING.urbanMinimum,
    actual: professionals,
    share,
    headcount: verdict(professionals >= STAFFING.urbanMinimum),
    shareVerdict: share === null ? 'UNDEFINED' : verdict(share >= STAFFING.urbanShare),
  };
}

function verdict(met: boolean): StaffingVerdict {
  return met ? 'MET' : 'BROKEN';
}
