import 'reflect-metadata';
import { buildSubgraphSchema, printSubgraphSchema } from '@apollo/subgraph';
import { type GraphQLFieldResolver, type GraphQLSchema, parse } from 'graphql';
import { buildSchemaSync, createResolversMap, type NonEmptyArray } from 'type-graphql';
import { mutationsOf, type RunAction } from './actions/mutations.js';
import type { Connection } from './pagination/connection.js';
import type { Department, Provided } from './department.js';
import { providedSource } from './feed/subscription-source.js';
import type { Context } from './identity/context.js';
import { mask, clearAnyway, seesClear } from './identity/masking.js';
import { byKey } from './loading/by-key.js';
import type { EntityClass } from './publishing/entity-class.js';
import { coarseOf, findPublication, type Publication } from './publishing/publish.js';
import { findReference, refer } from './publishing/reference.js';
import { needsGrant, type PublishedField } from './publishing/sharing.js';
import { DateTimeScalar } from './scalars.js';

/** Federation version that every subgraph declares, and the directives that it may use. */
const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key", "@shareable", "@tag", "@external", "@requires", "@provides", "@inaccessible", "@interfaceObject", "@authenticated", "@requiresScopes", "@policy", "@listSize", "@composeDirective"])`;

/**
 * Says of a subscription field that its events have places in one order, so that a gateway can go on with it after an
 * interruption. Its own specification, because no standard has a word for it.
 */
const FEED = `extend schema @link(url: "https://specs.liandong.hub/feed/v1.0", import: ["@feed"]) @composeDirective(name: "@feed")

directive @feed(
  "Field of an event: its place. 事件中表示位置的字段"
  cursor: String!
  "Argument of the subscription: the place after which to go on. 续传位置参数"
  after: String!
  "Field of Query without arguments: the place of now. 查询当前位置的字段"
  now: String!
  "Fields of an event that together name what it is about. 表示事件对象的字段"
  subject: [String!]! = []
  "Argument that says what becomes of a listener that falls behind: CLOSE, COALESCE or WAIT. 滞后处理策略参数"
  slow: String
) on FIELD_DEFINITION`;

export interface FederatedSchema {
  readonly sdl: string;
  readonly schema: GraphQLSchema;
}

type Row = Record<string, unknown>;
type FieldResolver = GraphQLFieldResolver<Row, Context>;
type TypeResolvers = Record<string, FieldResolver> & { __resolveReference?: (ref: never, context: Context) => unknown };

/**
 * Turns a department's definition into a Federation 2 subgraph.
 * @param provided resolver instances and subscription sources to use; other resolver classes are constructed
 * without arguments.
 */
export function federate(
  department: Department,
  runAction: RunAction,
  provided: Pick<Provided, 'resolvers' | 'subscriptions'> = { resolvers: [], subscriptions: {} },
): FederatedSchema {
  const { resolvers, references, actions } = department;
  const publications = department.tables
    .map((table) => findPublication((table as unknown as { meta: { class: EntityClass } }).meta.class))
    .filter((publication) => publication !== undefined);
  const all = Object.keys(actions).length > 0 ? [...resolvers, mutationsOf(actions, runAction)] : [...resolvers];
  const constructed = new Map<unknown, object>(provided.resolvers.map((instance) => [instance.constructor, instance]));
  const code = buildSchemaSync({
    resolvers: all as unknown as NonEmptyArray<Function>,
    orphanedTypes: [...publications.map(({ entity }) => entity), ...references] as unknown as Function[],
    scalarsMap: [{ type: Date, scalar: DateTimeScalar }],
    validate: false,
    // Required as soon as there is a subscription; ours bring their own source.
    pubSub: { publish: providedSource, subscribe: providedSource },
    container: { get: (Class: new () => object) => constructed.get(Class) ?? remember(constructed, Class) },
  });
  const printed = withListSizes(printSubgraphSchema(code));
  const sdl = `${LINK}\n\n${printed.includes(' @feed(') ? `${FEED}\n\n` : ''}${printed}\n`;
  const map = createResolversMap(code) as unknown as Record<string, TypeResolvers>;
  for (const publication of publications)
    addPublication((map[publication.typeName] ??= {}), publication, department.name);
  for (const [name, type] of Object.entries(map)) {
    if (name.endsWith('Connection'))
      type['totalCount'] = (page) => (page as unknown as Connection<object>).totalCount();
  }
  for (const entity of references) {
    const type = (map[entity.name] ??= {});
    type.__resolveReference = (ref: object) => Object.assign(new (entity as unknown as new () => object)(), ref);
  }
  for (const [name, resolve] of Object.entries(department.interfaces ?? {})) {
    (map[name] ??= {}).__resolveReference = resolve;
  }
  const subscriptions = map['Subscription'] as unknown as Record<string, { subscribe: unknown }> | undefined;
  for (const [name, source] of Object.entries(provided.subscriptions)) {
    const field = subscriptions?.[name];
    if (!field) throw new Error(`${department.name} provides a source for ${name}, which is not a subscription`);
    field.subscribe = (_: unknown, args: never, context: Context) => source(args, context);
  }
  return { sdl, schema: buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: map as never }]) };
}

/** Says of each connection how long its page is, so that gateways know what an operation may cost before they ask. */
function withListSizes(sdl: string): string {
  const size = '@listSize(slicingArguments: ["first"], sizedFields: ["edges"], requireOneSlicingArgument: false)';
  return sdl.replaceAll(/\): (\w+Connection!)/g, `): $1 ${size}`);
}

function remember(constructed: Map<unknown, object>, Class: new () => object): object {
  const instance = new Class();
  constructed.set(Class, instance);
  return instance;
}

/** Fields that other departments computed (`@requires`) are carried over from the reference to the entity. */
function addPublication(type: TypeResolvers, publication: Publication, owner: string): void {
  const { entity, keys, fields, visible } = publication;
  type.__resolveReference = async (ref: Record<string, unknown>, context: Context) => {
    const key = keys.find((name) => ref[name] !== undefined && ref[name] !== null);
    const row = key === undefined ? null : await context.load(byKey(entity, key as never), String(ref[key]));
    if (row === null || (await visible?.(context.caller, row, context)) === false) return null;
    const external = Object.entries(ref).filter(
      ([name]) => name !== '__typename' && !keys.includes(name) && !(name in fields),
    );
    return external.length === 0 ? row : Object.assign(row, Object.fromEntries(external));
  };
  for (const [column, field] of Object.entries(fields)) {
    addField(type, publication, owner, { column, field });
    if (field.coarse) addField(type, publication, owner, { column, field: coarseOf(field) });
  }
}

/** How one column is answered: as it is, masked, or only to those who have a ground. What is personal is noted for the access log. */
function addField(
  type: TypeResolvers,
  { keys, self, typeName, isProtected, division }: Publication,
  owner: string,
  { column, field }: { readonly column: string; readonly field: PublishedField },
): void {
  const { mask: kind, privacy } = field;
  const name = field.as ?? column;
  const item = `${typeName}.${name}`;
  const isClear = (row: Row, { caller }: Context) =>
    clearAnyway(caller, owner) ??
    seesClear(caller, owner, {
      subject: self && row[self],
      item,
      key: row[keys[0] ?? 'id'],
      division: division && row[division],
    });
  const note = (row: Row, { reads }: Context, clear: boolean) => {
    const person = self && row[self];
    const subject = typeof person === 'string' ? person : `${typeName}:${String(row[keys[0] ?? 'id'])}`;
    reads.note(item, subject, clear);
  };
  const plain: FieldResolver = field.ref ? follow(column, field.ref() as unknown as EntityClass) : (row) => row[column];
  if (needsGrant(field)) {
    // The gateway asks for these only with a grant; this is the second lock.
    type[name] = (row, args, context, info) => {
      if (!isClear(row, context)) return null;
      if (privacy && hasValue(row[column])) note(row, context, true);
      return plain(row, args, context, info);
    };
  } else if (kind && !field.ref) {
    type[name] = (row, _, context) => {
      const clear = isClear(row, context);
      if (!clear && isProtected?.(row) === true) return null;
      if (privacy && hasValue(row[column])) note(row, context, clear);
      if (kind === 'year') return yearOf(row[column]);
      return clear ? row[column] : mask(kind, row[column]);
    };
  } else if (field.ref || field.as) type[name] = plain;
}

/** The year is all that such a field has, for whomever. */
function yearOf(day: unknown): number | null {
  const year = mask('year', day);
  return year === null ? null : Number(year);
}

function hasValue(value: unknown): boolean {
  return value !== null && value !== undefined;
}

/** Answers the entity whose key a column holds: loaded when it is ours, a bare key when it is not. */
function follow(column: string, entity: EntityClass): FieldResolver {
  if (findReference(entity)) {
    return (row) => {
      const key = row[column];
      return key === null || key === undefined ? null : refer(entity, String(key));
    };
  }
  const publication = findPublication(entity);
  const load = byKey(entity, (publication?.keys[0] ?? 'id') as never);
  const visible = publication?.visible;
  const find: FieldResolver = (row, _, context) => {
    const key = row[column];
    return key === null || key === undefined ? null : context.load(load, String(key));
  };
  if (!visible) return find;
  return async (row, args, context, info) => {
    const found = (await find(row, args, context, info)) as object | null;
    return found && (await visible(context.caller, found, context)) ? found : null;
  };
}
