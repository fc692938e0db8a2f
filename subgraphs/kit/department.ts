import type { EntitySchema } from '@mikro-orm/core';
import type { SubgraphName } from '#protocol/departments';
import type { Action } from './actions/action.js';
import type { ConstraintProblems } from './actions/constraint-problems.js';
import type { Deadline } from './deadlines/watch-deadlines.js';
import type { SubscriptionSource } from './feed/subscription-source.js';
import type { EventType } from './feed/events.js';
import type { Context } from './identity/context.js';
import type { Migration } from './migrations/migration.js';
import type { EntityClass } from './publishing/entity-class.js';
import type { Seeder } from './seeding/seeder.js';
import type { Running } from './running.js';

/** Everything that a department is made of; the kit makes a running subgraph from it. */
export interface Department {
  readonly name: SubgraphName;
  /** Tables, published or not. */
  readonly tables: readonly EntitySchema[];
  /** Entities of other departments, declared with `reference()`. */
  readonly references: readonly EntityClass[];
  /** Registers (`register()`) and type-graphql resolver classes. */
  readonly resolvers: readonly Function[];
  /** Mutation name -> action. */
  readonly actions: Readonly<Record<string, Action>>;
  /** What it announces. */
  readonly events: Readonly<Record<string, EventType>>;
  /** Days by which something is to be done; announced when they come near and when they have passed. */
  readonly deadlines?: readonly Deadline[] | undefined;
  /** In order; each runs once in a transaction. */
  readonly migrations: readonly Migration[];
  /** Database constraint -> typed problem. */
  readonly constraints: ConstraintProblems;
  /** Fills an empty database; runs once, in one transaction. */
  readonly seed: (seeder: Seeder) => Promise<void>;
  /** Entity interfaces (GraphQL interfaces with a key): name -> how a reference becomes the concrete entity. */
  readonly interfaces?:
    Readonly<Record<string, (ref: { readonly id: string }, context: Context) => unknown>> | undefined;
  /** Long-lived parts beside answering queries, and the resolver instances that use them. */
  readonly provide?: ((running: Running) => Provided) | undefined;
}

/** What a department keeps for the life of its process. Disposing stops it. */
export interface Provided extends AsyncDisposable {
  /** Instances of resolver classes that need more than the context. */
  readonly resolvers: readonly object[];
  /** Subscription field -> where its events come from. */
  readonly subscriptions: Readonly<Record<string, SubscriptionSource>>;
  /** Called when the subgraph serves. */
  start(): void;
}

type Loose = { readonly [name: string]: unknown };

/** Fixes the shape of a department; see the README of `subgraphs`. */
export function defineDepartment(
  department: Omit<Department, 'actions' | 'tables' | 'references' | 'deadlines'> & {
    readonly deadlines?: readonly (Omit<Deadline, 'entity'> & { readonly entity: object })[] | undefined;
    readonly actions: Loose;
    readonly tables: readonly object[];
    readonly references: readonly object[];
  },
): Department {
  return department as unknown as Department;
}
