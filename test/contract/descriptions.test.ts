import { readFileSync } from 'node:fs';
import { type DefinitionNode, parse, type StringValueNode } from 'graphql';
import { describe, expect, it } from 'vitest';
import { SUBGRAPH_NAMES } from '#protocol/departments';
import { readSdl } from '../../subgraphs/exchange/catalog/read-sdl.js';

const sdlOf = (name: string) => readFileSync(new URL(`../../schema/${name}.graphql`, import.meta.url), 'utf8');

interface Described {
  readonly name: { readonly value: string };
  readonly description?: StringValueNode | undefined;
}

/** Fields, input fields and enum values of a definition. */
function membersOf(node: DefinitionNode): readonly Described[] {
  switch (node.kind) {
    case 'ObjectTypeDefinition':
    case 'InterfaceTypeDefinition':
    case 'InputObjectTypeDefinition':
      return (node.fields ?? []).filter((field) => !field.directives?.some(({ name }) => name.value === 'external'));
    case 'EnumTypeDefinition':
      return node.values ?? [];
    default:
      return [];
  }
}

/** Key fields of a type that another department owns: described there. Such a type has no description here. */
function foreignKeys(node: DefinitionNode): readonly string[] {
  if (node.kind !== 'ObjectTypeDefinition' || node.description) return [];
  return (node.directives ?? []).flatMap(({ arguments: given = [] }) =>
    given.flatMap(({ value }) => (value.kind === 'StringValue' ? value.value.split(/\s+/) : [])),
  );
}

const ENGLISH_THEN_CHINESE = /^[A-Z`“(0-9][\s\S]*?\p{Script=Han}/u;

describe.each(SUBGRAPH_NAMES)('the schema of %s', (name) => {
  it('describes every field, term and input in English, then in Chinese', () => {
    const missing: string[] = [];
    for (const node of parse(sdlOf(name)).definitions) {
      if (!('name' in node) || !node.name) continue;
      const keys = foreignKeys(node);
      for (const member of membersOf(node)) {
        if (keys.includes(member.name.value)) continue;
        if (!ENGLISH_THEN_CHINESE.test(member.description?.value ?? ''))
          missing.push(`${node.name.value}.${member.name.value}: ${member.description?.value ?? ''}`);
      }
    }
    expect(missing).toEqual([]);
  });

  it('gives every published type and field an owner and a sharing class', () => {
    const items = readSdl(name, sdlOf(name));
    expect(items.length).toBeGreaterThan(5);
    const owned = new Set(
      items.filter(({ fieldName, share }) => fieldName === null && share !== null).map(({ typeName }) => typeName),
    );
    const unclassed = items.filter(({ typeName, share }) => owned.has(typeName) && share === null).map(({ id }) => id);
    expect(unclassed).toEqual([]);
  });
});
