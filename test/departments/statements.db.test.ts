import { buildASTSchema, getNamedType, isObjectType, isRequiredArgument, parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Department } from '#kit/department';
import { SUBGRAPH_NAMES } from '#protocol/departments';
import { startDepartment, type TestDepartment } from '../subgraph.js';
import { connectionNode, isConnection, selectAll } from './select-all.js';

/** Enough people that every register worth counting has more than 200 rows. */
const PEOPLE = 2000;

/** Rows beyond the first ten may need a loader that those did not (a nullable reference, another kind); a query per row is 60 at least. */
const grows = (few: number, many: number) => many > few + 20;

describe.each(SUBGRAPH_NAMES.filter((name) => name !== 'exchange'))('%s', (name) => {
  let running: TestDepartment;
  beforeAll(async () => {
    const module = (await import(`../../subgraphs/${name}/department.ts`)) as { department: Department };
    running = await startDepartment(module.department, { people: PEOPLE });
  });
  afterAll(() => running[Symbol.asyncDispose]());

  async function count(document: string): Promise<number> {
    return running.statements(async () => {
      const { errors } = await running.query(document);
      expect(errors?.map(({ message, path }) => `${message} at ${path?.join('.')}`) ?? []).toEqual([]);
    });
  }

  it('reads every list with as many statements for 200 rows as for 10', async () => {
    const schema = buildASTSchema(parse(running.subgraph.sdl), { assumeValid: true, assumeValidSDL: true });
    const lists = Object.values(schema.getQueryType()?.getFields() ?? {}).filter(
      ({ type, args }) => isConnection(getNamedType(type).name) && !args.some(isRequiredArgument),
    );
    expect(lists.length).toBeGreaterThan(2);
    const differing: string[] = [];
    for (const field of lists) {
      const node = connectionNode(schema, getNamedType(field.type).name);
      const selection = node ? selectAll(schema, node, 2) : '{ __typename }';
      const ask = (first: number) =>
        `{ list: ${field.name}(first: ${first}) { totalCount edges { node ${selection} } } }`;
      const few = await count(ask(10));
      const many = await count(ask(200));
      if (grows(few, many)) differing.push(`${field.name}: ${few} for 10, ${many} for 200`);
    }
    expect(differing).toEqual([]);
  });

  it('resolves references with as many statements for 200 keys as for 10', async () => {
    const schema = buildASTSchema(parse(running.subgraph.sdl), { assumeValid: true, assumeValidSDL: true });
    const lists = Object.values(schema.getQueryType()?.getFields() ?? {});
    const differing: string[] = [];
    for (const type of Object.values(schema.getTypeMap())) {
      if (!isObjectType(type)) continue;
      for (const key of keysOf(type.astNode?.directives ?? [])) {
        const list = lists.find(({ type: of }) => getNamedType(of).name === `${type.name}Connection`);
        if (!list || list.args.some(isRequiredArgument)) continue;
        const { data } = await running.query(`{ list: ${list.name}(first: 200) { edges { node { ${key} } } } }`);
        const keys: Record<string, unknown>[] = data.list.edges.map(({ node }: { node: object }) => node);
        const ask = async (representations: object[]) => {
          const selection = selectAll(schema, type, 1);
          const document = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on ${type.name} ${selection} } }`;
          return running.statements(async () => {
            const { data: answer } = await running.query(document, { r: representations });
            expect(answer._entities).toHaveLength(representations.length);
          });
        };
        const representations = keys.map((value) => ({ __typename: type.name, ...value }));
        const few = await ask(representations.slice(0, 10));
        const many = await ask(representations);
        if (grows(few, many)) differing.push(`${type.name} by ${key}: ${few} for 10, ${many} for ${keys.length}`);
      }
    }
    expect(differing).toEqual([]);
  });
});

function keysOf(
  directives: readonly { name: { value: string }; arguments?: readonly { value: object }[] }[],
): string[] {
  return directives
    .filter(({ name }) => name.value === 'key')
    .flatMap(({ arguments: given = [] }) => given.map(({ value }) => (value as { value?: unknown }).value))
    .filter((fields): fields is string => typeof fields === 'string' && !fields.includes(' '));
}
