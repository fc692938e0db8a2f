import type { GraphQLError } from 'graphql';
import { locatedError } from '../errors.js';
import type { Identity } from '../operation.js';

/**
 * Partner organisations are not told names that they did not ask for: without this, a misspelt field would answer with one
 * that they may not see.
 */
export function forCaller(errors: readonly GraphQLError[], identity: Identity): readonly GraphQLError[] {
  if (identity.kind !== 'caller' || identity.caller.kind !== 'partner') return errors;
  return errors.map((error) => {
    const message = error.message.replace(/ Did you mean [^]*$/, '');
    return message === error.message ? error : locatedError(message, error.locations, error.extensions);
  });
}
