import { Field, ID, InputType, Int } from 'type-graphql';
import { z } from 'zod';
import type { ProblemCode } from '#protocol/problem-codes';
import { checkCreditCode } from '../identifiers/credit-code.js';
import { isDivisionCode } from '../identifiers/division-code.js';
import { checkIdNumber } from '../identifiers/id-number.js';
import { DateScalar, DateTimeScalar, FenScalar } from '../scalars.js';
import type { Term, Vocabulary } from '../vocabulary.js';
import { ProblemError } from './problem.js';

/** One input field: GraphQL type, meaning and check in one place. */
export interface InputField<T> {
  readonly about: string;
  readonly type: () => unknown;
  readonly optional: boolean;
  readonly check: z.ZodType<T>;
}

export type InputShape = Readonly<Record<string, InputField<unknown>>>;
export type InputOf<S extends InputShape> = { readonly [K in keyof S]: S[K] extends InputField<infer T> ? T : never };

function field<T>(about: string, type: () => unknown, check: z.ZodType<T>): InputField<T> {
  return { about, type, check, optional: false };
}

/** A key of a record. */
export function id(about: string): InputField<string> {
  return field(about, () => ID, z.string().trim().min(1).max(64));
}

/** Text without control characters; trimmed; `max` characters. */
export function text(about: string, { max = 200, min = 1 } = {}): InputField<string> {
  const check = z
    .string()
    .trim()
    .min(min)
    .max(max)
    .refine(
      (value) => !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/u.test(value),
      'must not contain control characters',
    );
  return field(about, () => String, check);
}

export function int(about: string, { min = 0, max = 1_000_000_000 } = {}): InputField<number> {
  return field(about, () => Int, z.int().min(min).max(max));
}

/** Money in fen; positive unless `min` says otherwise; at most 100 billion yuan. */
export function fen(about: string, { min = 1 } = {}): InputField<number> {
  return field(about, () => FenScalar, z.int().min(min).max(10_000_000_000_000));
}

export function flag(about: string): InputField<boolean> {
  return field(about, () => Boolean, z.boolean());
}

/** A calendar day, `YYYY-MM-DD`. */
export function day(about: string): InputField<string> {
  return field(about, () => DateScalar, z.string());
}

/** A moment. */
export function instant(about: string): InputField<Date> {
  return field(about, () => DateTimeScalar, z.date());
}

/** One term of a vocabulary. */
export function oneOf<V extends Vocabulary>(terms: V, about: string): InputField<Term<V>> {
  return field(
    about,
    () => terms,
    z.enum(Object.keys(terms) as [Term<V>, ...Term<V>[]]) as unknown as z.ZodType<Term<V>>,
  );
}

/** Unified social credit code (GB 32100). */
export function creditCode(about: string): InputField<string> {
  return coded(about, checkCreditCode, 'INVALID_CREDIT_CODE', 'is not a valid unified social credit code');
}

/** Citizen identification number (GB 11643). */
export function idNumber(about: string): InputField<string> {
  return coded(about, (value) => checkIdNumber(value), 'INVALID_ID_NUMBER', 'is not a valid identification number');
}

/** Administrative division code (GB/T 2260 and town codes). */
export function divisionCode(about: string): InputField<string> {
  return coded(about, isDivisionCode, 'INVALID_DIVISION_CODE', 'is not a valid division code');
}

export function listOf<T>(item: InputField<T>, { max = 50, min = 0 } = {}): InputField<readonly T[]> {
  return field(item.about, () => [item.type()], z.array(item.check).min(min).max(max));
}

export function optional<T>(inner: InputField<T>): InputField<T | undefined> {
  const check = inner.check.nullish().transform((value) => value ?? undefined) as unknown as z.ZodType<T | undefined>;
  return { ...inner, optional: true, check };
}

/** A nested input object with a GraphQL name of its own. */
export function object<S extends InputShape>(name: string, about: string, shape: S): InputField<InputOf<S>> {
  const type = inputType(name, about, shape);
  return field(about, () => type, shapeCheck(shape));
}

function coded(about: string, valid: (value: string) => boolean, problem: ProblemCode, message: string) {
  const check = z
    .string()
    .trim()
    .max(40)
    .superRefine((value, context) => {
      if (!valid(value)) context.addIssue({ code: 'custom', message, params: { problem } });
    });
  return field<string>(about, () => String, check);
}

function shapeCheck<S extends InputShape>(shape: S): z.ZodType<InputOf<S>> {
  const checks = Object.fromEntries(Object.entries(shape).map(([name, { check }]) => [name, check]));
  return z.object(checks) as unknown as z.ZodType<InputOf<S>>;
}

/** Makes the GraphQL input type of a shape. */
export function inputType(name: string, about: string, shape: InputShape): Function {
  const type = { [name]: class {} }[name] as Function;
  InputType(name, { description: about })(type);
  for (const [key, { about: description, type: fieldType, optional: nullable }] of Object.entries(shape)) {
    Field(fieldType as () => never, { nullable, description })(type.prototype as object, key);
  }
  return type;
}

/** The checked input, or a thrown problem that names the first field at fault. */
export function parseInput<S extends InputShape>(shape: S, raw: unknown): InputOf<S> {
  const parsed = shapeCheck(shape).safeParse({ ...(raw as object) });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const path = issue?.path.map(String).join('.') ?? '';
  const params = issue?.code === 'custom' ? (issue.params as { problem?: ProblemCode } | undefined) : undefined;
  throw new ProblemError(params?.problem ?? 'INVALID_INPUT', `${path}: ${issue?.message ?? 'invalid'}`, {
    field: path,
  });
}
