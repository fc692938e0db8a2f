import 'reflect-metadata';
import { registerEnumType } from 'type-graphql';

export type Vocabulary<K extends string = string> = { readonly [P in K]: P };
export type Term<V extends Vocabulary> = keyof V & string;

/**
 * A closed list of terms: a GraphQL enum and the values of an enum column at once.
 * @param about English, then Chinese.
 * @param terms each term with its meaning, English then Chinese.
 */
export function vocabulary<const K extends string>(
  name: string,
  about: string,
  terms: Readonly<Record<K, string>>,
): Vocabulary<K> {
  const keys = Object.keys(terms) as K[];
  const values = Object.freeze(Object.fromEntries(keys.map((key) => [key, key]))) as Vocabulary<K>;
  const valuesConfig = Object.fromEntries(keys.map((key) => [key, { description: terms[key] }])) as {
    [P in K]: { description: string };
  };
  registerEnumType(values, { name, description: about, valuesConfig });
  return values;
}
