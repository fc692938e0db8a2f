/** One published type or field, as the SDL says it. */
export interface CatalogItem {
  /** `Type` or `Type.field`. */
  readonly id: string;
  readonly owner: string;
  readonly typeName: string;
  readonly fieldName: string | null;
  /** GraphQL type of the field; null for a type. */
  readonly type: string | null;
  readonly description: string;
  readonly descriptionZh: string;
  readonly share: 'unconditional' | 'conditional' | null;
  readonly privacy: 'personal' | 'sensitive' | null;
  readonly mask: string | null;
  readonly row: string | null;
  readonly isKey: boolean;
}
