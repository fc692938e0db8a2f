import { GraphQLScalarType, Kind } from 'graphql';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

function isDay(value: unknown): value is string {
  return typeof value === 'string' && DAY.test(value) && new Date(`${value}T00:00:00Z`).toISOString().startsWith(value);
}

function day(value: unknown): string {
  if (isDay(value)) return value;
  throw new TypeError('Date must be a calendar day like 2020-04-20');
}

/** A calendar day in China (Asia/Shanghai), `YYYY-MM-DD`. */
export const DateScalar = new GraphQLScalarType<string, string>({
  name: 'Date',
  description: 'A calendar day in China (Asia/Shanghai), YYYY-MM-DD. 日期(北京时间)',
  serialize: day,
  parseValue: day,
  parseLiteral: (node) => day(node.kind === Kind.STRING ? node.value : undefined),
});

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;

function instant(value: unknown): Date {
  const date = typeof value === 'string' && INSTANT.test(value) ? new Date(value) : undefined;
  if (date && !Number.isNaN(date.getTime())) return date;
  throw new TypeError('DateTime must be RFC 3339 with an offset, like 2020-04-20T08:00:00+08:00');
}

/** A moment, RFC 3339; answered in UTC. */
export const DateTimeScalar = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  description: 'A moment, RFC 3339 with offset; answered in UTC. 时刻',
  serialize: (value) => (value instanceof Date ? value : instant(value)).toISOString(),
  parseValue: instant,
  parseLiteral: (node) => instant(node.kind === Kind.STRING ? node.value : undefined),
});

function fen(value: unknown): number {
  const number = typeof value === 'string' && /^-?\d{1,16}$/.test(value) ? Number(value) : value;
  if (typeof number === 'number' && Number.isSafeInteger(number)) return number;
  throw new TypeError('Fen must be a whole number of fen');
}

/** Money as a whole number of fen (0.01 yuan); never a float. */
export const FenScalar = new GraphQLScalarType<number, number>({
  name: 'Fen',
  description: 'Money as a whole number of fen (0.01 yuan). 金额(分)',
  serialize: fen,
  parseValue: fen,
  parseLiteral: (node) => fen(node.kind === Kind.INT ? node.value : undefined),
});

function facts(value: unknown): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new TypeError('Facts must be an object');
}

/** Small flat object of numbers, codes and flags; answered, never taken. */
export const FactsScalar = new GraphQLScalarType<Record<string, unknown>, Record<string, unknown>>({
  name: 'Facts',
  description: 'A small flat object of numbers, codes and flags. 事实数据(数字与代码)',
  serialize: facts,
  parseValue: facts,
});
