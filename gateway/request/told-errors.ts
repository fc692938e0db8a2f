import type { GraphQLError } from 'graphql';
import { HubError, locatedError } from '../errors.js';

/** An error on its way from one thread to another, which would lose its class. */
export type ToldError = Pick<GraphQLError, 'message' | 'locations'> & {
  readonly extensions: Readonly<Record<string, unknown>>;
  /** Of an error of ours. */
  readonly hub?: { readonly code: string; readonly status: number | undefined } | undefined;
};

export function tellError(error: GraphQLError): ToldError {
  const { message, locations, extensions } = error;
  const hub = error instanceof HubError ? { code: error.code, status: error.status } : undefined;
  return { message, locations, extensions: { ...extensions }, hub };
}

export function heardError({ message, locations, extensions, hub }: ToldError): GraphQLError {
  if (!hub) return locatedError(message, locations, extensions);
  const { code: _, ...more } = extensions;
  return new HubError(hub.code, message, { status: hub.status, more });
}
