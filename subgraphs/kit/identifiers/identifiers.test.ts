import { describe, expect, it } from 'vitest';
import { checkCreditCode, creditCodeCheck, makeCreditCode, organizationKindOf } from './credit-code.js';
import { isDivisionCode, parseDivisionCode } from './division-code.js';
import { birthDateOf, checkIdNumber, idNumberCheck, makeIdNumber, normaliseIdNumber, sexOf } from './id-number.js';
import { personId } from './person-id.js';

describe('citizen identification numbers (GB 11643)', () => {
  it('accepts the standard’s example, in either case', () => {
    expect(checkIdNumber('11010519491231002X')).toBe(true);
    expect(checkIdNumber(' 11010519491231002x ')).toBe(true);
    expect(birthDateOf('11010519491231002X')).toBe('1949-12-31');
    expect(sexOf('11010519491231002X')).toBe('FEMALE');
  });

  it('folds what forms deliver: spaces between groups and full-width digits', () => {
    expect(normaliseIdNumber(' 110105 19491231 002x ')).toBe('11010519491231002X');
    expect(normaliseIdNumber('11010519491231002X')).toBe('11010519491231002X');
  });

  it('makes numbers that pass, also with an address code that no longer exists', () => {
    const number = makeIdNumber('440620', '2000-02-29', 11);
    expect(number.slice(0, 17)).toBe('44062020000229011');
    expect(checkIdNumber(number)).toBe(true);
    expect(sexOf(number)).toBe('MALE');
    expect(() => makeIdNumber('440620', '2001-02-29', 11)).toThrow(RangeError);
    expect(() => makeIdNumber('4406', '2000-02-29', 11)).toThrow(RangeError);
    expect(() => makeIdNumber('440620', '2000-02-29', 1000)).toThrow(RangeError);
  });

  it('counts the birth date as not in the future by the day in China', () => {
    const born = makeIdNumber('440106', '2026-11-23', 2);
    expect(checkIdNumber(born, '2026-11-22')).toBe(false);
    expect(checkIdNumber(born, '2026-11-23')).toBe(true);
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

  it('makes codes from 17 characters of the alphabet only', () => {
    expect(makeCreditCode('91350100M000100Y4')).toBe('91350100M000100Y43');
    expect(() => makeCreditCode('91350100O000100Y4')).toThrow(RangeError);
    expect(() => makeCreditCode('91350100M000100Y')).toThrow(RangeError);
  });

  it.each([
    ['11', 'PUBLIC_BODY'],
    ['12', 'PUBLIC_BODY'],
    ['51', 'SOCIAL_ASSOCIATION'],
    ['52', 'SOCIAL_SERVICE_INSTITUTION'],
    ['53', 'FOUNDATION'],
    ['91', 'OTHER'],
  ])('reads the kind of %s… as %s', (prefix, kind) => {
    expect(organizationKindOf(makeCreditCode(`${prefix}442000XN0000000`))).toBe(kind);
  });
});

describe('division codes', () => {
  it.each(['440000', '442000', '440106', '442000001', 'Z44521', 'Z22001001'])('accepts %s', (code) => {
    expect(isDivisionCode(code)).toBe(true);
  });

  it.each(['44', '4420000', '990000', 'Z4452', 'abcdef'])('refuses %s', (code) => {
    expect(isDivisionCode(code)).toBe(false);
  });

  it.each([
    ['44', '440000', 'PROVINCE', '44', null],
    ['440000', '440000', 'PROVINCE', '44', null],
    ['4420', '442000', 'CITY', '4420', '44'],
    ['442000', '442000', 'CITY', '4420', '44'],
    ['440106', '440106', 'COUNTY', '440106', '4401'],
    ['440106001', '440106001', 'TOWN', '440106001', '440106'],
    ['442000001', '442000001', 'TOWN', '442000001', '4420'],
    ['Z44521', 'Z44521', 'COUNTY', 'Z44521', null],
    ['Z22001001', 'Z22001001', 'TOWN', 'Z22001001', 'Z22001'],
  ])('reads %s', (value, code, level, prefix, parentPrefix) => {
    expect(parseDivisionCode(value)).toEqual({ code, level, prefix, parentPrefix });
  });

  it.each(['', '4', '440', '44010', '4401060', '94', 'Z44', '440106001x'])('does not read "%s"', (value) => {
    expect(parseDivisionCode(value)).toBeUndefined();
  });
});

describe('PersonId', () => {
  it('depends on number and key only, and shows neither', () => {
    const key = Buffer.alloc(32, 1);
    const id = personId('11010519491231002x', key);
    expect(id).toBe(personId('11010519491231002X', key));
    expect(id).not.toBe(personId('11010519491231002X', Buffer.alloc(32, 2)));
    expect(id).toMatch(/^p_[0-9a-hjkmnp-tv-z]{26}$/);
    expect(id).toBe(personId(' 11010519491231002X ', key));
  });
});
