import 'reflect-metadata';
import { Directive, Field, Int, ObjectType } from 'type-graphql';
import type { EntityClass } from '../publishing/entity-class.js';
import { encodeCursor } from './page.js';

@ObjectType({ description: 'Where a page stands in its connection (Relay). 分页信息' })
@Directive('@shareable')
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether more follows. 是否有下一页' })
  hasNextPage!: boolean;

  @Field(() => String, { nullable: true, description: 'Cursor of the last edge. 末条游标' })
  endCursor?: string | null;
}

export interface Connection<T> {
  readonly edges: readonly { readonly cursor: string; readonly node: T }[];
  readonly pageInfo: PageInfo;
  /** Counted only when asked for. */
  readonly totalCount: () => Promise<number>;
}

const connections = new Map<EntityClass, EntityClass>();

/** The Relay connection type of an entity, made once. */
export function connectionOf(node: EntityClass): EntityClass {
  const known = connections.get(node);
  if (known) return known;
  const Edge = named(`${node.name}Edge`);
  ObjectType(Edge.name)(Edge);
  Field(() => String, { description: 'Cursor of this edge. 游标' })(Edge.prototype as object, 'cursor');
  Field(() => node, { description: 'The record. 记录' })(Edge.prototype as object, 'node');
  const Page = named(`${node.name}Connection`);
  ObjectType(Page.name)(Page);
  Field(() => [Edge], { description: 'Records of the page. 本页记录' })(Page.prototype as object, 'edges');
  Field(() => PageInfo, { description: 'Position. 分页信息' })(Page.prototype as object, 'pageInfo');
  Field(() => Int, { description: 'Number of all records that match. 总数' })(Page.prototype as object, 'totalCount');
  connections.set(node, Page);
  return Page;
}

/** Builds a connection from up to `first + 1` rows in order. */
export function toConnection<T extends object>(
  rows: readonly T[],
  first: number,
  keyOf: (row: T) => string,
  totalCount: () => Promise<number>,
  cursorOf: (key: string) => string = encodeCursor,
): Connection<T> {
  const edges = rows.slice(0, first).map((node) => ({ cursor: cursorOf(keyOf(node)), node }));
  const pageInfo = Object.assign(new PageInfo(), {
    hasNextPage: rows.length > first,
    endCursor: edges.at(-1)?.cursor ?? null,
  });
  return { edges, pageInfo, totalCount };
}

function named(name: string): EntityClass & Function {
  return { [name]: class {} }[name] as EntityClass & Function;
}
