import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Explanation } from '../../gateway/plan/explain.js';
import { mayExplain } from '../../gateway/request/may-explain.js';
import { projectRoot } from '#lib/project-root';
import { startToyGateway, temporaryFolder, type ToyGateway } from './toy-gateway.js';

const QUERY = 'query Cart($id: ID!) { person(id: $id) { name cart { id } } }';
const PLAN = { 'x-explain': 'plan' };

let toy: ToyGateway;
beforeAll(async () => {
  toy = await startToyGateway({ explain: true });
});
afterAll(async () => {
  await toy[Symbol.asyncDispose]();
});

async function explained(gateway: ToyGateway, headers: Record<string, string>) {
  const answer = await gateway.ask(QUERY, { id: 'p1' }, headers);
  return (answer as { extensions?: { explain?: Explanation } }).extensions?.explain;
}

describe('the plan beside an answer', () => {
  it('is what was really asked of the subgraphs', async () => {
    toy.toys.people.asked.length = 0;
    toy.toys.shop.asked.length = 0;
    const plan = await explained(toy, PLAN);
    expect(plan).toMatchObject({
      kind: 'once',
      depth: 2,
      fetches: [
        { number: 1, subgraph: 'people', kind: 'query', after: [], parts: [{ kind: 'root', into: 'the answer' }] },
        { number: 2, subgraph: 'shop', kind: 'query', after: [1], parts: [{ kind: 'entities' }] },
      ],
    });
    expect(plan?.fetches.map(({ operation }) => operation)).toEqual([
      toy.toys.people.asked.at(-1)?.query,
      toy.toys.shop.asked.at(-1)?.query,
    ]);
    expect(JSON.stringify(plan)).not.toContain('p1');
  });

  it('comes only when it is asked for', async () => {
    expect(await explained(toy, {})).toBeUndefined();
    expect(await explained(toy, { 'x-explain': 'yes' })).toBeUndefined();
  });

  it('does not come unless it is allowed', async () => {
    await using closed = await startToyGateway();
    expect(await explained(closed, PLAN)).toBeUndefined();
  });

  it.each([
    [{ kind: 'department', department: 'civil-affairs' }, ['developer'], true],
    [{ kind: 'department', department: 'civil-affairs' }, ['officer'], false],
    [{ kind: 'system', service: 'exchange' }, ['developer'], true],
    [{ kind: 'partner', organization: 'x' }, ['developer'], false],
    [{ kind: 'dashboard', name: 'x' }, ['developer'], false],
    [{ kind: 'person', person: 'x' }, ['developer'], false],
  ] as const)('in the hub, for %j with the roles %j: %j', (who, roles, allowed) => {
    const caller = { ...who, roles: [...roles], requestId: 'r1' };
    expect(mayExplain({ kind: 'caller', caller, expiresAt: 0 }, true)).toBe(allowed);
  });
});

describe('gateway --explain', () => {
  async function run(document: string, ...more: string[]) {
    await using folder = await temporaryFolder();
    const documentFile = join(folder.path, 'operation.graphql');
    const supergraphFile = join(folder.path, 'supergraph.graphql');
    await writeFile(documentFile, document);
    await writeFile(supergraphFile, toy.supergraphSdl);
    const main = join(projectRoot(), 'dist', 'gateway', 'main.js');
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      [main, '--explain', documentFile, '--supergraph', supergraphFile, ...more],
      { encoding: 'utf8' },
    );
    return { stdout, stderr, status };
  }

  it('prints the plan as text', async () => {
    const { stdout, status } = await run(QUERY);
    expect(status).toBe(0);
    expect(stdout).toMatch(
      /^One operation, 2 fetches, 2 deep\.\n\n1\. query to people, at once\n {3}into the answer\n/,
    );
    expect(stdout).toMatch(
      /2\. query to shop, after 1\n {3}into \w*person\n {3}by \{ \.\.\. on Person \{ __typename id \} \}\n {3}\| query /,
    );
    expect(stdout).toMatch(/\n {3}\| {5}\.\.\. on Person \{\n/);
  });

  it('prints the same as JSON as the running gateway tells', async () => {
    const { stdout } = await run(QUERY, '--json');
    expect(JSON.parse(stdout)).toEqual(await explained(toy, PLAN));
  });

  it.each([
    ['a document that is none', '{', /is no GraphQL document/],
    ['a field that there is not', '{ nothing }', /does not fit the supergraph/],
    ['several operations', 'query A { __typename } query B { __typename }', /--operation must name one/],
  ])('says what is wrong with %s', async (_, document, message) => {
    const { stderr, stdout, status } = await run(document);
    expect({ stdout, status }).toEqual({ stdout: '', status: 1 });
    expect(stderr).toMatch(message);
    expect(stderr).not.toContain('    at ');
  });

  it('takes one of several operations', async () => {
    const { stdout } = await run(`${QUERY} query B { __typename }`, '--operation', 'B');
    expect(stdout).toBe('Nothing is fetched: the gateway answers by itself.\n');
  });
});
