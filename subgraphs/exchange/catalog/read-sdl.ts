import {
  type DirectiveNode,
  type DocumentNode,
  parse,
  print,
  type FieldDefinitionNode,
  type ObjectTypeDefinitionNode,
} from '#kit/graphql-language';
import type { CatalogItem } from './catalog-entry.js';

const ROOTS = new Set(['Query', 'Mutation', 'Subscription']);

/** What a subgraph publishes, read from its SDL: an item for each type that it owns and for each field. */
export function readSdl(owner: string, sdl: string): CatalogItem[] {
  const document: DocumentNode = parse(sdl);
  return document.definitions
    .filter((node): node is ObjectTypeDefinitionNode => node.kind === 'ObjectTypeDefinition')
    .filter((node) => !isTechnical(node))
    .flatMap((node) => itemsOf(owner, node));
}

/** Root types, connection wrappers and the kit's own types are how data is asked for, not data. */
function isTechnical({ name: { value }, directives = [] }: ObjectTypeDefinitionNode): boolean {
  const shareable = directives.some(({ name }) => name.value === 'shareable');
  return ROOTS.has(value) || shareable || /(Connection|Edge)$/.test(value);
}

function itemsOf(owner: string, node: ObjectTypeDefinitionNode): CatalogItem[] {
  const typeTags = tagsOf(node.directives);
  const keys = new Set((node.directives ?? []).filter(({ name }) => name.value === 'key').flatMap(keyFields));
  const isOwned = typeTags.some((tag) => tag.startsWith('share:'));
  const fields = (node.fields ?? [])
    .filter((field) => !hasDirective(field, 'external') && (isOwned || !keys.has(field.name.value)))
    .map((field) => fieldItem(owner, node.name.value, field, typeTags, keys.has(field.name.value)));
  const type: CatalogItem = {
    ...base(owner, node.name.value, null, node.description?.value ?? '', typeTags, typeTags),
    type: null,
    isKey: false,
  };
  return isOwned ? [type, ...fields, ...withheldItems(type, typeTags)] : fields;
}

/** Columns that the department names and does not share: `withheld:<column>:<basis>`. */
function withheldItems(type: CatalogItem, tags: readonly string[]): CatalogItem[] {
  return tags.flatMap((tag) => {
    const [, fieldName = null, row = null] = /^withheld:(\w+):(.+)$/.exec(tag) ?? [];
    if (fieldName === null) return [];
    const id = `${type.typeName}.${fieldName}`;
    const description = 'Kept by the department and shared in no form.';
    return [{ ...type, id, fieldName, description, descriptionZh: '不予共享', share: 'withheld', row } as const];
  });
}

function fieldItem(
  owner: string,
  typeName: string,
  field: FieldDefinitionNode,
  typeTags: readonly string[],
  isKey: boolean,
): CatalogItem {
  return {
    ...base(owner, typeName, field.name.value, field.description?.value ?? '', tagsOf(field.directives), typeTags),
    type: print(field.type),
    isKey,
  };
}

function base(
  owner: string,
  typeName: string,
  fieldName: string | null,
  text: string,
  own: readonly string[],
  inherited: readonly string[],
) {
  const tag = (prefix: string, from: readonly string[]) =>
    from.find((name) => name.startsWith(prefix))?.slice(prefix.length) ?? null;
  const privacy = own.find((name) => name === 'personal' || name === 'sensitive') as CatalogItem['privacy'] | undefined;
  const [, description = text, descriptionZh = ''] = /^(.*?[.。])\s*([^\x00-\x7F].*)$/s.exec(text) ?? [];
  return {
    id: fieldName === null ? typeName : `${typeName}.${fieldName}`,
    owner,
    typeName,
    fieldName,
    description,
    descriptionZh,
    share: (tag('share:', own) ?? tag('share:', inherited) ?? tag('part:', inherited)) as CatalogItem['share'],
    privacy: privacy ?? null,
    mask: tag('mask:', own),
    byDivision: inherited.includes('rows:division'),
    row: tag('row:', own) ?? tag('row:', inherited),
    keep: tag('keep:', own) ?? tag('keep:', inherited),
  };
}

function tagsOf(directives: readonly DirectiveNode[] = []): string[] {
  return directives.filter(({ name }) => name.value === 'tag').flatMap((node) => stringArgument(node, 'name'));
}

function keyFields(node: DirectiveNode): string[] {
  return stringArgument(node, 'fields').flatMap((fields) => fields.split(/\s+/));
}

function stringArgument(node: DirectiveNode, name: string): string[] {
  const value = node.arguments?.find((argument) => argument.name.value === name)?.value;
  return value?.kind === 'StringValue' ? [value.value] : [];
}

function hasDirective(field: FieldDefinitionNode, name: string): boolean {
  return (field.directives ?? []).some((directive) => directive.name.value === name);
}
