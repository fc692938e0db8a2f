import 'reflect-metadata';
import { ArgsType, Field, Int } from 'type-graphql';
import { ensureInput } from '../errors.js';

export const DEFAULT_PAGE = 20;
export const MAX_PAGE = 200;

/** Arguments of every connection (Relay: forward only). */
@ArgsType()
export class PageArgs {
  @Field(() => Int, { defaultValue: DEFAULT_PAGE, description: `How many, 1 to ${MAX_PAGE}. 条数` })
  first!: number;

  @Field(() => String, { nullable: true, description: 'Cursor after which to go on. 起始游标' })
  after?: string | undefined;
}

/** A page request that was checked: bounded size, decoded cursor. */
export interface Page {
  readonly first: number;
  /** Key of the last row seen. */
  readonly after: string | undefined;
}

/** The page size, or BAD_USER_INPUT. */
export function checkPageSize(first: number): number {
  ensureInput(first >= 1 && first <= MAX_PAGE, `first must be 1 to ${MAX_PAGE}`);
  return first;
}

export function checkPage(args: PageArgs): Page {
  return {
    first: checkPageSize(args.first),
    after: args.after === undefined || args.after === null ? undefined : decode(args.after),
  };
}

const PREFIX = 'k1:';

/** Opaque to clients: version and key of the row. */
export function encodeCursor(key: string): string {
  return Buffer.from(PREFIX + key).toString('base64url');
}

function decode(cursor: string): string {
  const text = cursor.length <= 400 ? Buffer.from(cursor, 'base64url').toString() : '';
  ensureInput(text.startsWith(PREFIX), 'after is not a cursor of this connection');
  return text.slice(PREFIX.length);
}
