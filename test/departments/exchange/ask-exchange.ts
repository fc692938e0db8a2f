import type { Caller } from '#protocol/caller';
import type { TestDepartment } from '../../subgraph.js';

/** Runs mutations of the exchange; answers the record with the asked fields, the problem, or the errors. */
export function askExchange(exchange: TestDepartment) {
  // Answers have many shapes; vitest's matchers check them.
  // oxlint-disable-next-line typescript/no-explicit-any
  return async (name: string, fields: string, input: object, caller: Caller): Promise<any> => {
    const Input = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
    const document = `mutation ($input: ${Input}!) { ${name}(input: $input) { __typename ... on Problem { code field message } ${fields} } }`;
    const { data, errors } = await exchange.query(document, { input }, caller);
    return data?.[name] ?? { errors };
  };
}
