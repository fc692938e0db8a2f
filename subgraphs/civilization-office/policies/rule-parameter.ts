import type { EntityManager } from '@mikro-orm/postgresql';
import { PolicyRule } from './policy-rule.entity.js';

/** A number of a rule; code reads it here, never from a constant. Throws when the rule has none of that name. */
export function parameterOf(rule: PolicyRule, name: string): number {
  const parameter = rule.parameters.find((each) => each.name === name);
  if (typeof parameter?.value !== 'number') throw new Error(`the register has no number ${name} of rule ${rule.id}`);
  return parameter.value;
}

/** The same of a rule of the register. Throws when the register lacks it. */
export async function ruleParameter(em: EntityManager, rule: string, name: string): Promise<number> {
  return parameterOf(await em.findOneOrFail(PolicyRule, { id: rule }), name);
}
