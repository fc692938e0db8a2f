import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';

export interface HubClientOptions {
  /** The gateway's address without a path, for example `http://127.0.0.1:4000`. */
  readonly url: string;
  /** An outside token. */
  readonly token: string;
  /** Declared purpose of use. */
  readonly purpose?: string | undefined;
}

/** The errors of an answer; `partial` is what came all the same. */
export class HubRequestError extends Error {
  override readonly name = 'HubRequestError';

  constructor(
    readonly errors: readonly { readonly message: string; readonly extensions?: Readonly<Record<string, unknown>> }[],
    readonly partial: unknown,
  ) {
    super(errors.map(({ message }) => message).join('; '));
  }
}

/** Asks one typed operation. Rejects with HubRequestError when the answer has errors, or with fetch's own error. */
export type HubClient = <TData, TVariables>(
  document: TypedDocumentNode<TData, TVariables>,
  variables: TVariables,
) => Promise<TData>;

/** A small client over GraphQL over HTTP; documents are printed once. */
export function createHubClient({ url, token, purpose }: HubClientOptions): HubClient {
  const printed = new WeakMap<object, string>();
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    accept: 'application/graphql-response+json, application/json',
    authorization: `Bearer ${token}`,
    ...(purpose === undefined ? {} : { 'x-purpose': encodeURIComponent(purpose) }),
  };
  return async <TData, TVariables>(
    document: TypedDocumentNode<TData, TVariables>,
    variables: TVariables,
  ): Promise<TData> => {
    let query = printed.get(document);
    if (query === undefined) {
      query = print(document);
      printed.set(document, query);
    }
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ query, variables }),
    });
    const answer = (await response.json()) as { data?: TData; errors?: HubRequestError['errors'] };
    if (answer.errors && answer.errors.length > 0) throw new HubRequestError(answer.errors, answer.data);
    return answer.data as TData;
  };
}
