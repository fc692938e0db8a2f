/**
 * Closed list of the codes that a mutation's typed problem can carry. Documented in docs/errors.md; a test compares
 * the two. Dashboards and partner software match on these names: never rename one.
 */
export const PROBLEM_CODES = {
  NOT_FOUND: 'The named record does not exist here. 记录不存在',
  FORBIDDEN: 'The caller may not do this. 无权操作',
  INVALID_INPUT: 'A value is missing, too long, out of range or malformed. 输入无效',
  INVALID_ID_NUMBER: 'Not a valid citizen identification number (GB 11643). 公民身份号码无效',
  INVALID_CREDIT_CODE: 'Not a valid unified social credit code (GB 32100). 统一社会信用代码无效',
  INVALID_DIVISION_CODE: 'Not a valid administrative division code (GB/T 2260). 行政区划代码无效',
  INVALID_PERIOD: 'The end does not come after the start, or lies outside what is allowed. 时间段无效',
  UNKNOWN_REFERENCE: 'A record that the input refers to does not exist. 引用的记录不存在',
  ILLEGAL_TRANSITION: 'The record is not in a state that allows this step. 当前状态不允许此操作',
  RULE_BROKEN: 'A rule of the policy texts is not met; `rule` names it. 不符合政策规定',
  DUPLICATE: 'Such a record exists already. 记录重复',
  OVERLAP: 'The time overlaps with another record. 时间重叠',
  CAPACITY_REACHED: 'No place is left. 名额已满',
  INSUFFICIENT_FUNDS: 'The balance does not cover the amount. 余额不足',
  IDEMPOTENCY_CONFLICT: 'The idempotency key was used for a different request. 幂等键冲突',
  CONFLICT: 'Another change came first; read again and retry. 并发冲突,请重试',
} as const;

export type ProblemCode = keyof typeof PROBLEM_CODES;
