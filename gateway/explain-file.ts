import { readFile } from 'node:fs/promises';
import { getOperationAST, parse, validate } from 'graphql';
import { ConfigError } from './config.js';
import type { ExplainCommand } from './config-env.js';
import { explainPlan, explanationText } from './plan/explain.js';
import { ALL_CLAIMS } from './permission/claims.js';
import { Permissions } from './permission/permissions.js';
import { plannedDocument } from './plan/planned-document.js';
import { createPlanner } from './plan/planner.js';
import type { Plan } from './plan/steps.js';
import { VALIDATION_RULES } from './request/single-root-field.js';
import { loadSupergraph } from './supergraph/load.js';
import { readSupergraph } from './supergraph/read-supergraph.js';

/**
 * The plan of an operation in a file, as text or JSON. Variables of `@skip` and `@include` count as false. Throws
 * ConfigError or SupergraphError.
 */
export async function explainFile({
  documentFile,
  supergraphFile,
  operationName,
  json,
}: ExplainCommand): Promise<string> {
  const { sdl, apiSchema, types, requirements } = await loadSupergraph(
    readSupergraph(await readFile(supergraphFile, 'utf8')),
  );
  const document = readDocument(await readFile(documentFile, 'utf8'), documentFile);
  const [invalid] = validate(apiSchema, document, VALIDATION_RULES);
  if (invalid) throw new ConfigError(`--explain: ${documentFile} does not fit the supergraph: ${invalid.message}`);
  const definition = getOperationAST(document, operationName);
  if (!definition) {
    throw new ConfigError(`--explain: ${documentFile} must have one operation, or --operation must name one of them.`);
  }
  const decision = new Permissions(apiSchema, requirements).decide(document, ALL_CLAIMS);
  const { text } = plannedDocument(document, definition, {}, apiSchema, types, decision);
  const plan: Plan =
    text === undefined
      ? { kind: definition.operation === 'subscription' ? 'stream' : 'once', nodes: [] }
      : createPlanner(sdl, { schema: apiSchema, types })({ text, operationName: definition.name?.value, labels: [] });
  const explanation = explainPlan(plan);
  return json ? `${JSON.stringify(explanation, undefined, 2)}\n` : explanationText(explanation);
}

function readDocument(text: string, file: string) {
  try {
    return parse(text);
  } catch (error) {
    throw new ConfigError(`--explain: ${file} is no GraphQL document: ${(error as Error).message}`);
  }
}
