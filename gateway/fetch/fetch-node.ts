import { copied } from '../merge/merge.js';
import { commonPath, objectsAt, pathsTo } from '../merge/positions.js';
import type { ReceivedError } from '../merge/problems.js';
import { applyRewrites } from '../merge/rewrites.js';
import { isTree, type Tree } from '../merge/tree.js';
import type { Path } from '../operation.js';
import type { RootPart } from '../plan/steps.js';
import type { Answer } from './answer.js';
import type { SendTexts } from './burst.js';
import { contextGroups } from './context-values.js';
import { bodyOf, type PreparedNode, type PreparedRequest } from './prepare-plan.js';
import type { KnownTexts } from './representations.js';
import type { Run } from './run.js';
import type { EntitiesPart, Wanted } from './wanted.js';

/** Sends the node's request, if there is something to ask for, and merges what comes back. */
export function fetchNode(prepared: PreparedNode, wanted: readonly Wanted[], run: Run): Promise<void> | undefined {
  const [first] = prepared.parts;
  if (!first) return undefined;
  if (first.kind === 'root') return fetchRoot(prepared, first, run);
  if (first.context.length > 0) return fetchWithContext(prepared, first, run);
  const found = wanted.filter(({ objects }) => objects.size > 0);
  const [only] = found;
  if (!only) return undefined;
  if (prepared.alone.length > 0 && found.length === 1) return fetchAlone(prepared, only, run);
  return fetchEntities(prepared, found, run);
}

function ask({ node }: PreparedNode, request: PreparedRequest, more: readonly string[], run: Run): Promise<Answer> {
  const { operation, deadline } = run;
  const body = bodyOf(request, operation.variables, more);
  const kind = node.kind === 'mutation' ? 'mutation' : 'query';
  return run.ask({ subgraph: node.subgraph, kind, body, deadline, reader: request.reader }, operation);
}

async function fetchRoot(prepared: PreparedNode, part: RootPart, run: Run): Promise<void> {
  if (part.at.length > 0 && objectsAt(run.data, part.at, run.types, true).length === 0) return;
  mergeRoot(prepared.node.subgraph, part, await ask(prepared, prepared.request, [], run), run);
}

/** Merges the answer to a request for root fields, or an event. */
export function mergeRoot(subgraph: string, part: RootPart, answer: Answer, run: Run): void {
  const places = () => [...pathsTo(run.data, part.at, run.types).values()].flat();
  if (answer.kind === 'failure') {
    for (const path of places()) {
      for (const name of part.names) run.problems.failed(answer.code, subgraph, [...path, name], answer.more);
    }
    return;
  }
  const { data, errors } = answer;
  if (answer.isShared === true) run.shared = true;
  if (data) {
    if (part.outputRewrites.length > 0) applyRewrites(part.outputRewrites, data, run.types);
    for (const [index, object] of objectsAt(run.data, part.at, run.types, true).entries()) {
      run.merge(object, index === 0 ? data : (copied(data) as Tree));
    }
    // Said here, because later nobody knows who owed the value.
    if (errors.length === 0 && part.outputRewrites.length === 0) {
      for (const name of part.names) {
        if (data[name] !== undefined) continue;
        for (const path of places()) run.problems.failed('INVALID_ANSWER', subgraph, [...path, name]);
      }
    }
  }
  for (const error of errors) {
    const inside = error.path ?? (part.names.length === 1 ? part.names : []);
    for (const path of places()) run.problems.received(error, subgraph, [...path, ...inside]);
  }
}

function representationsText(part: EntitiesPart, texts: Iterable<string>): string {
  return `${JSON.stringify(part.variable)}:[${[...texts].join(',')}]`;
}

async function fetchEntities(prepared: PreparedNode, wanted: readonly Wanted[], run: Run): Promise<void> {
  const isMerged = prepared.alone.length > 0;
  const send: SendTexts = (texts, deadline) => {
    const variables = prepared.parts.flatMap((part) => {
      const own = part.kind === 'entities' ? texts.find(({ name }) => name === part.name) : undefined;
      if (own && part.kind === 'entities') return representationsText(part, own.texts);
      // Every part of a merged request needs its variable.
      return isMerged && part.kind === 'entities' ? `"${part.variable}":[]` : [];
    });
    return ask(prepared, prepared.request, variables, deadline === run.deadline ? run : { ...run, deadline });
  };
  const texts = wanted.map(({ part, objects }) => ({ name: part.name, texts: [...objects.keys()] }));
  const answer = await (run.burst?.ask(prepared.request, texts, run.deadline, send) ?? send(texts, run.deadline));
  if (isMerged && isLost(answer)) {
    await Promise.all(wanted.map((each) => fetchAlone(prepared, each, run)));
    return;
  }
  const { subgraph } = prepared.node;
  if (answer.kind === 'failure') {
    for (const each of wanted) failAll(each, answer, subgraph, run);
    return;
  }
  if (answer.isShared === true) run.shared = true;
  for (const each of wanted)
    mergeEntities(each, answer.data?.[each.part.name], answer.errors.length > 0, subgraph, run);
  for (const error of answer.errors) placeError(error, wanted, subgraph, run);
}

/** A merged request of which nothing came back though the subgraph is there: one part may have spoilt the others. */
function isLost(answer: Answer): boolean {
  return answer.kind === 'failure' ? answer.code === 'INVALID_ANSWER' : answer.data === null;
}

async function fetchAlone(prepared: PreparedNode, { part, index, objects }: Wanted, run: Run): Promise<void> {
  const request = prepared.alone[index] ?? prepared.request;
  const alone: Wanted = { part: { ...part, name: '_entities', variable: 'representations' }, index, objects };
  await fetchEntities({ ...prepared, request, parts: [alone.part], alone: [] }, [alone], run);
}

async function fetchWithContext(prepared: PreparedNode, part: EntitiesPart, run: Run): Promise<void> {
  const groups = contextGroups(part, run);
  await Promise.all(
    groups.map(async ({ objects, variables }) => {
      const byText = new Map<string, Tree[]>();
      const texts: KnownTexts = [];
      for (const object of objects) {
        const text = part.write(object, texts);
        if (text === undefined) continue;
        const same = byText.get(text);
        if (same) same.push(object);
        else byText.set(text, [object]);
      }
      if (byText.size === 0) return;
      const wanted: Wanted = { part, index: 0, objects: byText };
      const answer = await ask(
        prepared,
        prepared.request,
        [representationsText(part, byText.keys()), ...variables],
        run,
      );
      const { subgraph } = prepared.node;
      if (answer.kind === 'failure') return failAll(wanted, answer, subgraph, run);
      mergeEntities(wanted, answer.data?.[part.name], answer.errors.length > 0, subgraph, run);
      for (const error of answer.errors) placeError(error, [wanted], subgraph, run);
    }),
  );
}

function mergeEntities(wanted: Wanted, entities: unknown, hasErrors: boolean, subgraph: string, run: Run): void {
  const { part, objects } = wanted;
  if (!Array.isArray(entities) || entities.length !== objects.size) {
    // No list at all is an answer too, when there is a reason.
    if (!hasErrors || (entities !== undefined && entities !== null)) failAll(wanted, INVALID, subgraph, run);
    return;
  }
  if (part.outputRewrites.length > 0) applyRewrites(part.outputRewrites, entities, run.types);
  let index = 0;
  for (const targets of objects.values()) {
    const entity: unknown = entities[index++];
    if (!isTree(entity)) continue;
    if (targets.length > 1 && !part.copies) run.shared = true;
    for (let place = 0; place < targets.length; place++) {
      const target = targets[place];
      if (target) run.merge(target, part.copies && place > 0 ? (copied(entity) as Tree) : entity);
    }
  }
}

const INVALID = { kind: 'failure', code: 'INVALID_ANSWER', detail: '' } as const;

/** One error for all objects that a subgraph could not complete. */
function failAll(
  wanted: Wanted,
  { code, more }: Extract<Answer, { kind: 'failure' }>,
  subgraph: string,
  run: Run,
): void {
  const places = placesOf(wanted, run).flat();
  run.problems.failed(code, subgraph, commonPath(places), more);
  for (const path of places) run.problems.cause(path);
}

/** For each representation, where the objects stand that it stands for. */
function placesOf({ part, objects }: Wanted, run: Run): readonly (readonly Path[])[] {
  const places = new Map<Tree, Path[]>();
  for (const { path } of part.at) {
    for (const [object, paths] of pathsTo(run.data, path, run.types)) {
      places.set(object, [...(places.get(object) ?? []), ...paths]);
    }
  }
  return [...objects.values()].map((same) => same.flatMap((object) => places.get(object) ?? []));
}

/** Moves an error to where its entity stands in the tree. */
function placeError(error: ReceivedError, wanted: readonly Wanted[], subgraph: string, run: Run): void {
  const [name, index, ...inside] = error.path ?? [];
  const concerned = wanted.find(({ part }) => part.name === name);
  const places = concerned && typeof index === 'number' ? placesOf(concerned, run)[index] : undefined;
  if (places) {
    for (const path of places) {
      run.problems.received(error, subgraph, [...path, ...inside]);
      // A null that bubbled up to the entity takes all its fields with it.
      run.problems.cause(path);
    }
    return;
  }
  const all = (concerned ? [concerned] : wanted).flatMap((each) => placesOf(each, run).flat());
  run.problems.received(error, subgraph, commonPath(all));
  for (const path of all) run.problems.cause(path);
}
