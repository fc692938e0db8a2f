/** One published type or field, as the SDL says it. */
export interface CatalogItem {
  /** `Type` or `Type.field`. */
  readonly id: string;
  readonly owner: string;
  readonly typeName: string;
  readonly fieldName: string | null;
  /** GraphQL type of the field; null for a type, and for what is withheld. */
  readonly type: string | null;
  readonly description: string;
  readonly descriptionZh: string;
  readonly share: 'unconditional' | 'conditional' | 'withheld' | null;
  readonly privacy: 'personal' | 'sensitive' | null;
  readonly mask: string | null;
  readonly row: string | null;
  /** Whether a grant can be limited to records of one division. */
  readonly byDivision: boolean;
  /** Period for which it is kept: ISO 8601, `permanent` or `derived`. */
  readonly keep: string | null;
  readonly isKey: boolean;
}
