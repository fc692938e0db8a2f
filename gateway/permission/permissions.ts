import { type DocumentNode, type GraphQLSchema, TypeInfo, visit, visitWithTypeInfo } from 'graphql';
import type { Claims } from './shown-claims.js';
import type { Requirements, Rule } from './requirements.js';

/** What one caller may use. */
export interface Decision {
  /** Callers with the same key get the same plan of the same document. */
  readonly key: string;
  /** The rules that are not met; empty when the field is permitted. */
  unmet(type: string, field: string): readonly Rule[];
  /** Which rules are met, by their indexes. */
  readonly met: readonly boolean[];
}

const NOTHING: readonly Rule[] = [];

/** Decides what callers may use of one supergraph. */
export class Permissions {
  /** Rules that a document depends on; worked out once for each document. */
  readonly #touched = new WeakMap<DocumentNode, readonly number[]>();

  constructor(
    private readonly apiSchema: GraphQLSchema,
    private readonly requirements: Requirements,
  ) {}

  /** Which of the rules that matter to the document are met; empty when none matters. Cheap: called for each operation. */
  keyOf(document: DocumentNode, claims: Claims): string {
    if (this.requirements.rules.length === 0) return '';
    let touched = this.#touched.get(document);
    if (!touched) {
      touched = this.#rulesIn(document);
      this.#touched.set(document, touched);
    }
    return touched.map((index) => (this.#isMet(index, claims) ? '1' : '0')).join('');
  }

  decide(document: DocumentNode, claims: Claims): Decision {
    const met = this.requirements.rules.map((_, index) => this.#isMet(index, claims));
    const unmet = (type: string, field: string): readonly Rule[] => {
      const needed = this.requirements.of(type, field);
      if (needed.every((index) => met[index])) return NOTHING;
      return needed.filter((index) => !met[index]).flatMap((index) => this.requirements.rules[index] ?? []);
    };
    return { key: this.keyOf(document, claims), unmet, met };
  }

  #rulesIn(document: DocumentNode): readonly number[] {
    const touched = new Set<number>();
    const types = new TypeInfo(this.apiSchema);
    const all = () => this.requirements.rules.forEach((_, index) => touched.add(index));
    visit(
      document,
      visitWithTypeInfo(types, {
        Field: ({ name }) => {
          // Introspection shows what the caller may use of everything.
          if (name.value === '__schema' || name.value === '__type') return all();
          const parent = types.getParentType();
          if (parent) for (const index of this.requirements.of(parent.name, name.value)) touched.add(index);
        },
      }),
    );
    return [...touched].sort((a, b) => a - b);
  }

  #isMet(index: number, claims: Claims): boolean {
    const rule = this.requirements.rules[index];
    if (!rule) return false;
    if (rule.kind === 'authenticated') return claims.isAuthenticated;
    const has = rule.kind === 'scopes' ? claims.hasScope : claims.hasPolicy;
    // Scopes and policies are somebody's: without a token there is nobody.
    return claims.isAuthenticated && rule.anyOf.some((all) => all.every(has));
  }
}
