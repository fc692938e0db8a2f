import { buildSchema, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { Permissions } from './permissions.js';
import type { Requirements, Rule } from './requirements.js';

const schema = buildSchema('type Query { open: String scoped: String granted: String }');
const rules: readonly Rule[] = [
  { kind: 'scopes', anyOf: [['read']] },
  { kind: 'policies', anyOf: [['Query.granted']] },
];
const requirements = {
  rules,
  of: (_: string, field: string) => ({ scoped: [0], granted: [1] })[field] ?? [],
} as unknown as Requirements;
const permissions = new Permissions(schema, requirements);
const document = parse('{ open scoped granted }');
const unmet = (isAuthenticated: boolean, has: boolean) => {
  const decision = permissions.decide(document, { isAuthenticated, hasScope: () => has, hasPolicy: () => has });
  return ['open', 'scoped', 'granted'].filter((field) => decision.unmet('Query', field).length > 0);
};

describe('what a caller may use', () => {
  it('is what his scopes and policies say', () => {
    expect(unmet(true, true)).toEqual([]);
    expect(unmet(true, false)).toEqual(['scoped', 'granted']);
  });

  it('is nothing that needs them without a token, whatever is shown', () => {
    expect(unmet(false, true)).toEqual(['scoped', 'granted']);
  });
});
