import { describe, expect, it } from 'vitest';
import { newId, seededId } from './new-id.js';

describe('newId', () => {
  it('is unique and sorts in the order of making', () => {
    const ids = Array.from({ length: 20_000 }, () => newId('vol'));
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.toSorted()).toEqual(ids);
    expect(ids[0]).toMatch(/^vol_[0-9a-hjkmnp-tv-z]{26}$/);
  });
});

describe('seededId', () => {
  it('depends on its arguments only and sorts by time', () => {
    const half = () => 0.5;
    expect(seededId('prj', 1_700_000_000_000, half)).toBe(seededId('prj', 1_700_000_000_000, half));
    expect(seededId('prj', 1_700_000_000_001, half) > seededId('prj', 1_700_000_000_000, half)).toBe(true);
  });
});
