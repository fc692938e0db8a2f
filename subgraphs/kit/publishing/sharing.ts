import { Directive } from 'type-graphql';

/** How far a value may go by itself: 无条件共享 or 有条件共享. What is 不予共享 has no GraphQL field; the catalogue lists it (`withheld` of publish()). */
export type SharingClass = 'unconditional' | 'conditional';

/** How a value is shown to those who may not see it in clear (see identity/masking.ts). */
export type MaskKind = 'name' | 'id-number' | 'phone' | 'address' | 'account' | 'year' | 'hidden';

/**
 * How long a record is kept after its matter has ended: an ISO 8601 duration, for ever, or as long as what it is computed
 * from. The periods and where they come from: docs/legal-bases.md.
 */
export type Retention = `P${number}${'Y' | 'D'}` | 'permanent' | 'derived';

/** A second, coarser field of the same column, which those may read too who may not read the column itself. */
export interface CoarseField {
  readonly as: string;
  readonly about: string;
  readonly mask: 'year';
}

export interface FieldOptions {
  /** GraphQL name, when it is not the column's. */
  readonly as?: string | undefined;
  /** The entity that the column's value is the key of: the field then answers that entity. */
  readonly ref?: (() => abstract new (...args: never[]) => object) | undefined;
  /** Matrix row or law article behind the field. */
  readonly row?: string | undefined;
  readonly coarse?: CoarseField | undefined;
}

export interface PublishedField extends FieldOptions {
  readonly about: string;
  readonly share: SharingClass;
  readonly privacy?: 'personal' | 'sensitive' | undefined;
  readonly mask?: MaskKind | undefined;
}

/** 无条件共享: everyone with a token may read it. */
export function open(about: string, options: FieldOptions = {}): PublishedField {
  return { about, share: 'unconditional', ...options };
}

/** 有条件共享: needs a granted sharing request outside the owner. */
export function conditional(about: string, options: FieldOptions = {}): PublishedField {
  return { about, share: 'conditional', ...options };
}

/** 有条件共享 personal information (PIPL art. 4), masked outside the owner. */
export function personal(about: string, mask: MaskKind | undefined, options: FieldOptions = {}): PublishedField {
  return { about, share: 'conditional', privacy: 'personal', mask, ...options };
}

/** 有条件共享 sensitive personal information (PIPL art. 28), masked outside the owner. */
export function sensitive(about: string, mask: MaskKind | undefined, options: FieldOptions = {}): PublishedField {
  return { about, share: 'conditional', privacy: 'sensitive', mask, ...options };
}

/**
 * A PersonId under which other departments find the person: it says nothing by itself, and what it leads to has rules of its
 * own. Personal information nevertheless (PIPL art. 73: de-identified, not anonymous).
 */
export function pseudonym(about: string, options: FieldOptions = {}): PublishedField {
  return { about, share: 'unconditional', privacy: 'personal', ...options };
}

/** Whether a field has no form that everyone may see: then it needs a grant to be answered at all. */
export function needsGrant({ share, mask }: Pick<PublishedField, 'share' | 'mask'>): boolean {
  return share === 'conditional' && (mask === undefined || mask === 'hidden');
}

/** The `@tag` directives that carry all this into the SDL, where any Federation tool and the catalogue can read it. */
export function tags(
  field: Pick<PublishedField, 'share' | 'privacy' | 'mask' | 'row'> & { readonly keep?: Retention },
): string[] {
  const names = [`share:${field.share}`];
  if (field.privacy) names.push(field.privacy);
  if (field.mask) names.push(`mask:${field.mask}`);
  if (field.row) names.push(`row:${field.row}`);
  if (field.keep) names.push(`keep:${field.keep}`);
  return names.map((name) => `@tag(name: "${name}")`);
}

/** Decorates a type that is computed and not stored, with the matrix row or law article behind it: everyone with a token may read it. */
export function computed(row: string): ClassDecorator {
  const all = tags({ share: 'unconditional', row, keep: 'derived' }).map((tag) => Directive(tag));
  return (target) => {
    for (const decorate of all) decorate(target);
  };
}
