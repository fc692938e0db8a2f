import { describe, expect, it } from 'vitest';
import { checkCreditCode, creditCodeCheck } from './credit-code.js';
import { isDivisionCode } from './division-code.js';
import { birthDateOf, checkIdNumber, idNumberCheck } from './id-number.js';
import { personId } from './person-id.js';

describe('citizen identification numbers (GB 11643)', () => {
  it('accepts the standard’s example, in either case', () => {
    expect(checkIdNumber('11010519491231002X')).toBe(true);
    expect(checkIdNumber(' 11010519491231002x ')).toBe(true);
    expect(birthDateOf('11010519491231002X')).toBe('1949-12-31');
  });

  it.each(['110105194912310021', '11010519491231002', '1101051949123100XX', '010105194912310020'])(
    'refuses %s',
    (value) => {
      expect(checkIdNumber(value)).toBe(false);
    },
  );

  it.each(['19900230', '20300101', '19001301'])('refuses the impossible birth date %s', (birth) => {
    const first17 = `110105${birth}002`;
    expect(checkIdNumber(first17 + idNumberCheck(first17), '2026-11-23')).toBe(false);
  });
});

describe('unified social credit codes (GB 32100)', () => {
  it.each(['91350100M000100Y43', '52442000NNPY0RM9A0'])('accepts %s', (code) => {
    expect(checkCreditCode(code)).toBe(true);
  });

  it.each(['91350100M000100Y4Z', '91350100M000100Y44', '91350100m000100Y43', '9135010OM000100Y43', ''])(
    'refuses "%s"',
    (code) => {
      expect(checkCreditCode(code)).toBe(false);
    },
  );

  it('writes the remainder 31 as 0', () => {
    expect(creditCodeCheck('52442000NNPY0RM9A')).toBe('0');
  });
});

describe('division codes', () => {
  it.each(['440000', '442000', '440106', '442000001', 'Z44521', 'Z22001001'])('accepts %s', (code) => {
    expect(isDivisionCode(code)).toBe(true);
  });

  it.each(['44', '4420000', '990000', 'Z4452', 'abcdef'])('refuses %s', (code) => {
    expect(isDivisionCode(code)).toBe(false);
  });
});

describe('PersonId', () => {
  it('depends on number and key only, and shows neither', () => {
    const key = Buffer.alloc(32, 1);
    const id = personId('11010519491231002x', key);
    expect(id).toBe(personId('11010519491231002X', key));
    expect(id).not.toBe(personId('11010519491231002X', Buffer.alloc(32, 2)));
    expect(id).toMatch(/^p_[\w-]{27}$/);
  });
});
