import type { DocumentNode, FragmentDefinitionNode, SelectionSetNode } from 'graphql';
import { type HubError, hubError } from '../errors.js';

export interface DocumentLimits {
  /** Fields in each other. */
  readonly maxDepth: number;
  /** Fields and fragments in each other: every walk over the selections goes that deep. */
  readonly maxNesting: number;
  readonly maxAliases: number;
  readonly maxRootFields: number;
  /** Fields after all fragments are written out; fragments can multiply a short text. */
  readonly maxFields: number;
}

interface Size {
  readonly depth: number;
  readonly nesting: number;
  readonly aliases: number;
  readonly fields: number;
}

/** Why a document may not come in. Works on documents that are not validated yet, so also on circular fragments. */
export function limitError(document: DocumentNode, limits: DocumentLimits): HubError | undefined {
  const measure = measurer(document);
  for (const definition of document.definitions) {
    if (definition.kind !== 'OperationDefinition') continue;
    const { depth, nesting, aliases, fields } = measure(definition.selectionSet);
    if (definition.selectionSet.selections.length > limits.maxRootFields) {
      return refuse(
        'TOO_MANY_ROOT_FIELDS',
        `Ask for at most ${limits.maxRootFields} root fields at a time.`,
        limits.maxRootFields,
      );
    }
    if (depth > limits.maxDepth) {
      return refuse(
        'DOCUMENT_TOO_DEEP',
        `Selections may be nested ${limits.maxDepth} deep; these are ${depth} deep.`,
        limits.maxDepth,
      );
    }
    if (nesting > limits.maxNesting) {
      return refuse(
        'DOCUMENT_TOO_DEEP',
        `Fields and fragments may be nested ${limits.maxNesting} deep; these are ${nesting} deep.`,
        limits.maxNesting,
      );
    }
    if (aliases > limits.maxAliases) {
      return refuse('TOO_MANY_ALIASES', `An operation may have ${limits.maxAliases} aliases.`, limits.maxAliases);
    }
    if (fields > limits.maxFields) {
      return refuse('DOCUMENT_TOO_LARGE', `An operation may select ${limits.maxFields} fields.`, limits.maxFields);
    }
  }
  return undefined;
}

function refuse(
  code: 'TOO_MANY_ROOT_FIELDS' | 'DOCUMENT_TOO_DEEP' | 'TOO_MANY_ALIASES' | 'DOCUMENT_TOO_LARGE',
  message: string,
  limit: number,
): HubError {
  return hubError(code, message, { status: 400, more: { limit } });
}

/** Measures selections with fragments written out; each fragment is measured once. Introspection has its own rule. */
function measurer(document: DocumentNode): (selections: SelectionSetNode) => Size {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === 'FragmentDefinition') fragments.set(definition.name.value, definition);
  }
  const known = new Map<string, Size>();
  const fragmentSize = (name: string): Size => {
    const size = known.get(name);
    if (size) return size;
    // Stands in while the fragment is being measured, so that a circle ends.
    known.set(name, NOTHING);
    const fragment = fragments.get(name);
    const measured = fragment ? measure(fragment.selectionSet) : NOTHING;
    known.set(name, measured);
    return measured;
  };
  const measure = ({ selections }: SelectionSetNode): Size => {
    let [depth, nesting, aliases, fields] = [0, 0, 0, 0];
    for (const selection of selections) {
      let size = NOTHING;
      let level = 0;
      if (selection.kind === 'FragmentSpread') size = fragmentSize(selection.name.value);
      else if (selection.kind === 'InlineFragment') size = measure(selection.selectionSet);
      else {
        level = 1;
        if (selection.selectionSet) size = measure(selection.selectionSet);
        if (selection.name.value.startsWith('__')) size = { ...size, depth: 0 };
        if (selection.alias) aliases++;
      }
      depth = Math.max(depth, size.depth + level);
      nesting = Math.max(nesting, size.nesting + 1);
      aliases += size.aliases;
      fields += size.fields + level;
    }
    return { depth, nesting, aliases, fields };
  };
  return measure;
}

const NOTHING: Size = { depth: 0, nesting: 0, aliases: 0, fields: 0 };
