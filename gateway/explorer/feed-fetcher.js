import { followFeed } from './follow-feed.js';

const MAX_SHOWN = 100;

/**
 * A GraphiQL fetcher that follows feeds through every interruption: a subscription that takes `$after` and selects `cursor` goes
 * on from the place of its last event. Everything else is left to `otherwise`. `tell` hears of interruptions and gaps.
 */
export function feedFetcher({ url, token, tell, otherwise }) {
  return (params, options) => {
    const field = feedField(options?.documentAST, params.operationName);
    return field ? followed(params, field, { url, token, tell }) : otherwise(params, options);
  };
}

/** The name under which the events of a feed come, when this is a subscription that can be gone on with. */
function feedField(document, operationName) {
  const operations = document?.definitions.filter(({ kind }) => kind === 'OperationDefinition') ?? [];
  const [operation] = operations;
  const isOne = operations.length === 1 && (!operationName || operation.name?.value === operationName);
  if (!isOne || operation.operation !== 'subscription') return undefined;
  if (!operation.variableDefinitions?.some(({ variable }) => variable.name.value === 'after')) return undefined;
  const [field] = operation.selectionSet.selections;
  const hasCursor = field?.selectionSet?.selections.some(
    (selected) => selected.kind === 'Field' && !selected.alias && selected.name.value === 'cursor',
  );
  return hasCursor ? (field.alias ?? field.name).value : undefined;
}

/** Results as GraphiQL takes them; `return` stops following. */
function followed({ query, variables }, field, { url, token, tell }) {
  const results = [];
  let wake = () => {};
  const state = { isOver: false };
  const give = (result) => {
    results.push(result);
    // The page shows the newest.
    if (results.length > MAX_SHOWN) results.shift();
    wake();
  };
  const feed = followFeed({
    url,
    token,
    query,
    variables,
    after: variables?.after ?? undefined,
    onEvent(event, errors) {
      tell('');
      give({ data: { [field]: event }, ...(errors.length > 0 && { errors }) });
    },
    onInterruption: (reason) => tell(`interrupted (${reason}), going on from the last event …`),
    onGap: (error) => give({ errors: [error] }),
    onEnd(error) {
      tell('');
      state.isOver = true;
      give({ errors: [error] });
    },
  });
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    async next() {
      while (results.length === 0 && !state.isOver) await new Promise((resolve) => (wake = resolve));
      return results.length > 0 ? { done: false, value: results.shift() } : { done: true, value: undefined };
    },
    async return() {
      state.isOver = true;
      feed[Symbol.dispose]();
      wake();
      return { done: true, value: undefined };
    },
  };
}
