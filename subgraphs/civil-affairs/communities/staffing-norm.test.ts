import { describe, expect, it } from 'vitest';
import { staffingNorm } from './staffing-norm.js';

const urban = { urbanRural: 'URBAN', conditionsMet: true, communityWorkers: 6, professionals: 2 } as const;

describe('staffing norms', () => {
  it('need two professionals in an urban community (S3-01)', () => {
    expect(staffingNorm(urban).headcount).toBe('MET');
    expect(staffingNorm({ ...urban, professionals: 1 }).headcount).toBe('BROKEN');
  });

  it('need one in a rural community that has the conditions, and none in others (S3-02)', () => {
    const rural = { ...urban, urbanRural: 'RURAL', professionals: 0 } as const;
    expect(staffingNorm(rural).headcount).toBe('BROKEN');
    expect(staffingNorm({ ...rural, professionals: 1 }).headcount).toBe('MET');
    expect(staffingNorm({ ...rural, conditionsMet: false }).headcount).toBe('NOT_APPLICABLE');
  });

  it('need 30 % professionals among urban community workers (S3-03)', () => {
    expect(staffingNorm({ ...urban, communityWorkers: 10, professionals: 3 }).shareVerdict).toBe('MET');
    expect(staffingNorm({ ...urban, communityWorkers: 10, professionals: 2 }).shareVerdict).toBe('BROKEN');
    expect(staffingNorm({ ...urban, communityWorkers: 0 }).shareVerdict).toBe('UNDEFINED');
  });
});
