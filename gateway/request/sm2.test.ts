import { describe, expect, it } from 'vitest';
import { isSignedBySm2 } from './sm2.js';

const bytes = (hex: string) => Buffer.from(hex, 'hex');

/** The example of GM/T 0003.5-2012 (now GB/T 32918.5-2017), annex A.2. */
const key = {
  x: bytes('09F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020'),
  y: bytes('CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13'),
};
const message = Buffer.from('message digest');
const signature = bytes(
  'F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA',
);

describe('an SM2 signature', () => {
  it('of the standard’s example is right', () => {
    expect(isSignedBySm2(key, message, signature)).toBe(true);
  });

  it('is wrong when any byte of it, of the message or of the key is another', () => {
    for (let index = 0; index < signature.length; index += 7) {
      const changed = Buffer.from(signature);
      changed[index] = (changed[index] ?? 0) ^ 1;
      expect(isSignedBySm2(key, message, changed)).toBe(false);
    }
    expect(isSignedBySm2(key, Buffer.from('message digesT'), signature)).toBe(false);
    expect(isSignedBySm2({ x: key.y, y: key.x }, message, signature)).toBe(false);
  });

  it.each([
    ['zeros', Buffer.alloc(64)],
    ['ones', Buffer.alloc(64, 255)],
    ['nothing', Buffer.alloc(0)],
    ['too much', Buffer.concat([signature, Buffer.alloc(1)])],
    ['r of zero', Buffer.concat([Buffer.alloc(32), signature.subarray(32)])],
  ])('of %s is none', (_, wrong) => {
    expect(isSignedBySm2(key, message, wrong)).toBe(false);
  });
});
