import type { EntityManager } from '@mikro-orm/postgresql';
import { PolicyRule } from './policy-rule.entity.js';

/** A parameter of a rule in the register; code reads it here, never from a constant. Throws when the register lacks it. */
export async function ruleParameter(em: EntityManager, rule: string, name: string): Promise<number> {
  const found = await em.findOne(PolicyRule, { id: rule });
  const parameter = found?.parameters.find((each) => each.name === name);
  if (!parameter) throw new Error(`the register has no parameter ${name} of rule ${rule}`);
  return parameter.value;
}
