import { describe, expect, it } from 'vitest';
import type { Identity } from '../operation.js';
import { RateLimits } from './rate-limits.js';

const partner = (organization: string): Identity => ({
  kind: 'caller',
  caller: { kind: 'partner', organization, requestId: 'r', roles: [] },
  expiresAt: Number.POSITIVE_INFINITY,
});

describe('rate limits', () => {
  it('let through what was saved up, then the rate, for each caller by himself', () => {
    let now = 0;
    const limits = new RateLimits({ partner: 2 }, () => now);
    const taken = (organization: string, tries: number) =>
      Array.from({ length: tries }, () => limits.take(partner(organization))).filter((error) => !error).length;
    expect(taken('a', 20)).toBe(10);
    expect(taken('b', 3)).toBe(3);
    now += 1000;
    expect(taken('a', 20)).toBe(2);
    now += 3_600_000;
    expect(taken('a', 20)).toBe(10);
    expect(limits.take(partner('a'))).toMatchObject({
      code: 'RATE_LIMITED',
      status: 429,
      extensions: { retryAfter: 1, limit: 2 },
    });
  });

  it('say when to come again where the rate is below one a second', () => {
    const limits = new RateLimits({ open: 0.1 }, () => 0);
    const nobody: Identity = { kind: 'forwarded', authorization: undefined };
    expect(limits.take(nobody)).toBeUndefined();
    expect(limits.take(nobody)?.extensions['retryAfter']).toBe(10);
  });

  it('leave those alone for whom none is set', () => {
    const limits = new RateLimits({ dashboard: 1 }, () => 0);
    for (let count = 0; count < 100; count++) expect(limits.take(partner('a'))).toBeUndefined();
  });
});
