import { buildSchema } from 'graphql';
import { expect, it } from 'vitest';
import { breakingChanges } from './check.js';

const DIRECTIVES = `
  directive @authenticated on OBJECT | FIELD_DEFINITION
  directive @policy(policies: [[String!]!]!) on FIELD_DEFINITION
  directive @tag(name: String!) repeatable on OBJECT | FIELD_DEFINITION
`;

const loaded = (types: string) => ({ sdl: DIRECTIVES + types, apiSchema: buildSchema(DIRECTIVES + types) });

const PERSON = `type Query { person: Person }
  type Person @authenticated { id: ID! phone: String @tag(name: "mask:phone") @tag(name: "row:S0-01") means: Int @policy(policies: [["means"]]) }`;

it('tells what clients lose, and what is no longer protected', () => {
  const after = `type Query { person: Person }
    type Person { id: ID! phone: String @tag(name: "row:S0-01") }`;
  expect(breakingChanges(loaded(PERSON), loaded(after))).toEqual([
    'Person.means was removed.',
    'Person is no longer under @authenticated.',
    'Person.phone is no longer under @tag(name: "mask:phone").',
  ]);
});

it('says nothing of what is added, renamed in order or tagged otherwise', () => {
  const after = `type Person @authenticated { age: Int means: Int @policy(policies: [["means"]])
    phone: String @tag(name: "mask:phone") id: ID! } type Query { person: Person people: [Person!] }`;
  expect(breakingChanges(loaded(PERSON), loaded(after))).toEqual([]);
});

it('is short however much is lost', () => {
  const fields = Array.from({ length: 200 }, (_, n) => `f${n}: Int`).join(' ');
  const changes = breakingChanges(loaded(`type Query { a: Int ${fields} }`), loaded('type Query { a: Int }'));
  expect([changes.length, changes.at(-1)]).toEqual([51, 'and 150 more']);
});
