import { describe, expect, it } from 'vitest';
import { base32 } from './base32.js';

describe('base32', () => {
  it('writes bits in order, highest first', () => {
    expect(base32(Uint8Array.of(0, 0, 0, 0, 0), 8)).toBe('00000000');
    expect(base32(Uint8Array.of(255, 255, 255, 255, 255), 8)).toBe('zzzzzzzz');
    expect(base32(Uint8Array.of(0b00001_000, 0b10_00011_0, 0b0100_0010, 0b1_00110_00, 0b111_01000), 8)).toBe(
      '12345678',
    );
  });

  it('takes no more than asked, and refuses to invent bits', () => {
    expect(base32(Uint8Array.of(0b11111_000), 1)).toBe('z');
    expect(() => base32(Uint8Array.of(255), 2)).toThrow(RangeError);
  });
});
