import 'reflect-metadata';
import { Directive, Field, ObjectType, registerEnumType } from 'type-graphql';
import { PROBLEM_CODES, type ProblemCode } from '#protocol/problem-codes';

const codes = Object.freeze(Object.fromEntries(Object.keys(PROBLEM_CODES).map((code) => [code, code])));

registerEnumType(codes, {
  name: 'ProblemCode',
  description: 'Why an action was not done; the list is closed. 操作未完成的原因',
  valuesConfig: Object.fromEntries(Object.entries(PROBLEM_CODES).map(([code, description]) => [code, { description }])),
});

/** The typed answer of a mutation that was not done. Nothing was written. */
@ObjectType({ description: 'Why an action was not done; nothing was written. 操作未完成及原因' })
@Directive('@shareable')
export class Problem {
  @Field(() => codes, { description: 'Code from the closed list. 代码' })
  code!: ProblemCode;

  @Field(() => String, { description: 'A sentence for people. 说明' })
  message!: string;

  @Field(() => String, { nullable: true, description: 'Input field concerned, as a path. 相关输入项' })
  field?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Rule of the policy texts concerned, for example S1-04. 相关政策规则',
  })
  rule?: string | null;
}

export interface ProblemDetails {
  readonly field?: string | undefined;
  readonly rule?: string | undefined;
}

/** Thrown by an action to undo everything and answer a typed problem. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';

  constructor(
    readonly code: ProblemCode,
    message: string,
    readonly details: ProblemDetails = {},
  ) {
    super(message);
  }

  toProblem(): Problem {
    const { field = null, rule = null } = this.details;
    return Object.assign(new Problem(), { code: this.code, message: this.message, field, rule });
  }
}

/** Throws a typed problem unless the condition holds. */
export function ensure(
  condition: unknown,
  code: ProblemCode,
  message: string,
  details?: ProblemDetails,
): asserts condition {
  if (!condition) throw new ProblemError(code, message, details);
}
