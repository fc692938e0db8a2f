import { GraphQLError } from 'graphql';
import type { Identity } from '../operation.js';

/**
 * Partner organisations are not told names that they did not ask for: without this, a misspelt field would answer with one
 * that they may not see.
 */
export function forCaller(errors: readonly GraphQLError[], identity: Identity): readonly GraphQLError[] {
  if (identity.kind !== 'caller' || identity.caller.kind !== 'partner') return errors;
  return errors.map((error) => {
    const message = error.message.replace(/ Did you mean [^]*$/, '');
    if (message === error.message) return error;
    const { nodes, source, positions, extensions } = error;
    const where = { nodes: nodes ?? null, source: source ?? null, positions: positions ?? null };
    return new GraphQLError(message, { ...where, extensions });
  });
}
