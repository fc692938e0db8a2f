import { ApolloGateway } from '@apollo/gateway';
import { type ExecutionResult, getOperationAST, parse, print } from 'graphql';
import type { GraphName } from './graphs.js';
import type { RandomOperation } from './random-operation.js';

/** Graphs on which the stock gateway is known to be wrong, or to refuse, and why: it is not asked there. */
export const STOCK_EXCEPTIONS: Readonly<Partial<Record<GraphName, string>>> = {
  references: 'fields required with different arguments clash; interface objects below type conditions are not planned',
  requires: 'fields required with different arguments are taken for each other; an alias is taken for a required field',
  'interface objects': '`__typename` of an interface object; type conditions on them are not planned, or without end',
  strict: 'a condition on a fragment that is spread more than once, with a variable named `representations`',
  contexts: '`@context` is refused',
};

/**
 * Share of the operations, on all other graphs, on which it must agree. It does not on about one in a hundred: conditions whose
 * variable has a default, and equal fragments below several aliases; the merged schema says that ours is right there.
 */
export const STOCK_AGREES = 0.97;

/** Apollo's own executor over the same subgraphs: a second opinion, written by others. */
export interface StockExecutor extends AsyncDisposable {
  /** Its answer; throws when it cannot plan or run the operation. Queries and mutations only. */
  execute(operation: RandomOperation): Promise<ExecutionResult>;
}

export async function openStockExecutor(supergraphSdl: string): Promise<StockExecutor> {
  const logger = { debug() {}, info() {}, warn() {}, error() {} };
  const gateway = new ApolloGateway({ supergraphSdl, logger });
  const { executor } = await gateway.load();
  if (!executor) throw new Error('Apollo Gateway gave no executor');
  const { schema } = gateway;
  if (!schema) throw new Error('Apollo Gateway gave no schema');
  return {
    async execute({ query, variables, operationName }) {
      const document = parse(query);
      const operation = getOperationAST(document, operationName);
      if (!operation) throw new Error('no operation');
      const result = await executor({
        request: { query, variables: { ...variables }, ...(operationName !== undefined && { operationName }) },
        document,
        operation,
        operationName: operationName ?? null,
        queryHash: print(document) + (operationName ?? ''),
        source: query,
        schema,
        logger,
        metrics: {},
        context: {},
        overallCachePolicy: undefined,
        cache: { get: async () => undefined, set: async () => undefined, delete: async () => true },
        requestIsBatched: false,
      } as unknown as Parameters<typeof executor>[0]);
      return JSON.parse(JSON.stringify(result)) as ExecutionResult;
    },
    [Symbol.asyncDispose]: () => gateway.stop(),
  };
}
