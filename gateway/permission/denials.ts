import {
  type FieldNode,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isListType,
  isNonNullType,
  Kind,
  type OperationTypeNode,
  type SelectionSetNode,
} from 'graphql';
import { type HubError, hubError } from '../errors.js';
import type { Rule } from './requirements.js';

/** A field that was taken out of an operation. */
export interface Denial {
  /** Type through which it was asked. */
  readonly type: string;
  readonly field: string;
  readonly unmet: readonly Rule[];
}

/** An operation of which fields were taken out. */
export interface DeniedDocument {
  readonly operation: {
    readonly operation: OperationTypeNode;
    readonly selectionSet: SelectionSetNode;
  };
  readonly fragments: ReadonlyMap<
    string,
    { readonly typeCondition: { readonly name: { readonly value: string } }; readonly selectionSet: SelectionSetNode }
  >;
  denial(field: FieldNode): Denial | undefined;
  responseName(field: FieldNode): string | undefined;
}

/** How to get what a policy guards, if it is known. */
export type HowToApply = (policy: string) => string | undefined;

const MAX_ERRORS = 100;

/**
 * One error for each place of the operation where a field was denied; the elements of a list are one place, written `@` in
 * its path as Apollo Router does. At most 100.
 */
export function denialErrors(
  document: DeniedDocument,
  schema: GraphQLSchema,
  howToApply: HowToApply,
): readonly HubError[] {
  const errors = new Map<string, HubError>();
  const walk = ({ selections }: SelectionSetNode, type: string, path: readonly string[]): void => {
    for (const node of selections) {
      if (errors.size >= MAX_ERRORS) return;
      if (node.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = document.fragments.get(node.name.value);
        if (fragment) walk(fragment.selectionSet, fragment.typeCondition.name.value, path);
      } else if (node.kind === Kind.INLINE_FRAGMENT) {
        walk(node.selectionSet, node.typeCondition?.name.value ?? type, path);
      } else {
        const at = [...path, document.responseName(node) ?? node.name.value];
        const denial = document.denial(node);
        if (denial) {
          errors.set(JSON.stringify([at, denial.type, denial.field]), errorOf(denial, at, howToApply));
        } else if (node.selectionSet) {
          const answers = fieldType(schema, type, node.name.value);
          if (answers) walk(node.selectionSet, getNamedType(answers).name, [...at, ...levels(answers)]);
        }
      }
    }
  };
  const { operation } = document;
  walk(operation.selectionSet, schema.getRootType(operation.operation)?.name ?? '', []);
  return [...errors.values()];
}

function errorOf({ type, field, unmet }: Denial, path: readonly string[], howToApply: HowToApply): HubError {
  return hubError('DENIED', undefined, {
    path,
    more: {
      field: `${type}.${field}`,
      rules: unmet.map(ruleText),
      apply: unmet.flatMap((rule) => applyTexts(rule, howToApply)),
    },
  });
}

/** A rule as the directive that sets it. */
export function ruleText(rule: Rule): string {
  if (rule.kind === 'authenticated') return '@authenticated';
  const lists = JSON.stringify(rule.anyOf);
  return rule.kind === 'scopes' ? `@requiresScopes(scopes: ${lists})` : `@policy(policies: ${lists})`;
}

function applyTexts(rule: Rule, howToApply: HowToApply): string[] {
  if (rule.kind === 'authenticated') return ['Send a bearer token.'];
  const lists = rule.anyOf.map((all) => all.join(' and ')).join(', or ');
  if (rule.kind === 'scopes') return [`Ask the issuer of your token for the scope ${lists}.`];
  const known = rule.anyOf.flat().flatMap((policy) => howToApply(policy) ?? []);
  return known.length > 0 ? known : [`Ask the owner of the data for ${lists}.`];
}

function fieldType(schema: GraphQLSchema, type: string, field: string): GraphQLOutputType | undefined {
  const parent = schema.getType(type);
  return parent && 'getFields' in parent
    ? (parent.getFields()[field]?.type as GraphQLOutputType | undefined)
    : undefined;
}

/** `@` for each list that stands around a field's value. */
function levels(type: GraphQLOutputType): string[] {
  if (isNonNullType(type)) return levels(type.ofType);
  return isListType(type) ? ['@', ...levels(type.ofType)] : [];
}
