import {
  buildASTSchema,
  getNamedType,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  parse,
} from 'graphql';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Department } from '#kit/department';
import { SUBGRAPH_NAMES } from '#protocol/departments';
import { PROBLEM_CODES } from '#protocol/problem-codes';
import { startDepartment, type TestDepartment } from '../subgraph.js';

/** What a hostile or careless client puts into a field of each kind. */
interface Garbage {
  readonly text: string;
  readonly number: number;
}

const OVERSIZE: Garbage = { text: '长'.repeat(25_000), number: 1 };
const NEGATIVE: Garbage = { text: '无效', number: -5 };

function fill(type: GraphQLInputType, garbage: Garbage): unknown {
  if (isNonNullType(type)) return fill(type.ofType, garbage);
  if (isListType(type)) return [fill(type.ofType, garbage)];
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (isInputObjectType(type)) {
    return Object.fromEntries(Object.values(type.getFields()).map((field) => [field.name, fill(field.type, garbage)]));
  }
  switch (type.name) {
    case 'ID':
      return 'missing_00000000000';
    case 'Int':
    case 'Fen':
      return garbage.number;
    case 'Float':
      return garbage.number;
    case 'Boolean':
      return true;
    case 'Date':
      return '2026-01-15';
    case 'DateTime':
      return '2026-01-15T08:00:00+08:00';
    default:
      return garbage.text;
  }
}

/** Whether garbage of this kind reaches any field of the input, so that the answer must be a problem. */
function isTouched(input: GraphQLInputObjectType, numbers: boolean): boolean {
  return Object.values(input.getFields()).some(({ type, name }) => {
    const named = getNamedType(type);
    if (isInputObjectType(named)) return isTouched(named, numbers);
    if (name === 'idempotencyKey') return false;
    return numbers ? named.name === 'Int' || named.name === 'Fen' : ['ID', 'String'].includes(named.name);
  });
}

describe.each(SUBGRAPH_NAMES.filter((name) => name !== 'exchange'))('%s', (name) => {
  let running: TestDepartment;
  let schema: GraphQLSchema;
  let database: pg.Client;
  beforeAll(async () => {
    const module = (await import(`../../subgraphs/${name}/department.ts`)) as { department: Department };
    running = await startDepartment(module.department, { people: 60 });
    schema = buildASTSchema(parse(running.subgraph.sdl), { assumeValid: true, assumeValidSDL: true });
    database = new pg.Client(running.databaseUrl);
    await database.connect();
  });
  afterAll(async () => {
    await database.end();
    await running[Symbol.asyncDispose]();
  });

  /** Rows of every table, so that nothing half-written goes unseen. */
  async function rows(): Promise<Record<string, number>> {
    const tables = await database.query<{ name: string }>(
      "select tablename as name from pg_tables where schemaname = 'public'",
    );
    const counts: Record<string, number> = {};
    for (const { name: table } of tables.rows) {
      const { rows: found } = await database.query<{ n: string }>(`select count(*) as n from "${table}"`);
      counts[table] = Number(found[0]?.n);
    }
    return counts;
  }

  async function refuse(garbage: Garbage, numbers: boolean): Promise<string[]> {
    const wrong: string[] = [];
    for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
      const input = field.args[0] && getNamedType(field.args[0].type);
      if (!isInputObjectType(input) || !isTouched(input, numbers)) continue;
      const { data, errors } = await running.query(
        `mutation ($input: ${input.name}!) { done: ${field.name}(input: $input) { __typename ... on Problem { code message } } }`,
        { input: fill(input, garbage) },
      );
      const code: unknown = data?.done?.code;
      if (errors || typeof code !== 'string' || !Object.hasOwn(PROBLEM_CODES, code)) {
        wrong.push(`${field.name}: ${JSON.stringify(data?.done ?? errors).slice(0, 200)}`);
      }
    }
    return wrong;
  }

  it('answers a typed problem to unknown keys and oversize text in every mutation, and writes nothing', async () => {
    const before = await rows();
    expect(await refuse(OVERSIZE, false)).toEqual([]);
    expect(await rows()).toEqual(before);
  });

  it('answers a typed problem to negative numbers and money in every mutation, and writes nothing', async () => {
    const before = await rows();
    expect(await refuse(NEGATIVE, true)).toEqual([]);
    expect(await rows()).toEqual(before);
  });

  it('refuses terms that are not in a vocabulary with BAD_USER_INPUT', async () => {
    const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});
    const withTerm = mutations.flatMap((field) => {
      const input = field.args[0] && getNamedType(field.args[0].type);
      if (!isInputObjectType(input)) return [];
      const term = Object.values(input.getFields()).find(
        ({ type }) => isEnumType(getNamedType(type)) && !isListType(type),
      );
      return term ? [{ field, input, term: term.name }] : [];
    });
    expect(withTerm.length).toBeGreaterThan(0);
    for (const { field, input, term } of withTerm) {
      const value = { ...(fill(input, OVERSIZE) as object), [term]: 'NO_SUCH_TERM' };
      const query = `mutation ($input: ${input.name}!) { done: ${field.name}(input: $input) { __typename } }`;
      const { errors } = await running.query(query, { input: value });
      expect(errors?.[0]?.extensions?.['code'], field.name).toBe('BAD_USER_INPUT');
    }
  });
});
