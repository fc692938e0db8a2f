import { z } from 'zod';

/** Characters of a declared purpose. */
export const MAX_PURPOSE = 200;

/** Text without control characters and halves of characters: the database takes neither, and a record could not be written. */
export function isPlainText(text: string): boolean {
  return !/[\p{Cc}\p{Cs}]/u.test(text);
}

/**
 * Who is asking. A union, not a bag of flags: each kind carries only what is valid for it.
 * The gateway builds it from the outside token; a subgraph receives it signed (see hub-token.ts).
 */
const common = {
  /** One id for the whole request, through every department and log line. */
  requestId: z.string().min(1).max(64),
  /** Declared purpose of use, needed for conditionally shared data. */
  purpose: z.string().max(MAX_PURPOSE).refine(isPlainText).optional(),
  /**
   * Items of the data catalogue that a grant covers for the declared purpose, `Type.field`, or `Type.field@440106` where it covers only records
   * of a division, or `Type.field#key` where it covers one record; set by the gateway.
   */
  grants: z.array(z.string().max(140)).max(1000).optional(),
  /** Roles given by the issuer, for example `officer`. */
  roles: z.array(z.string().max(64)).max(32),
};

const name = z.string().min(1).max(128);

export const callerSchema = z.discriminatedUnion('kind', [
  /** An official of the department that runs the named subgraph. */
  z.object({ kind: z.literal('department'), department: name, ...common }),
  /** A screen that shows live activity; reads only. */
  z.object({ kind: z.literal('dashboard'), name, ...common }),
  /** A partner NGO, by its unified social credit code. */
  z.object({ kind: z.literal('partner'), organization: name, ...common }),
  /** A citizen, by `PersonId`. */
  z.object({ kind: z.literal('person'), person: name, ...common }),
  /** A process of the hub itself, for example the exchange or the gateway when it composes. */
  z.object({ kind: z.literal('system'), service: name, ...common }),
]);

export type Caller = z.infer<typeof callerSchema>;
export type CallerKind = Caller['kind'];
export type CallerOf<K extends CallerKind> = Extract<Caller, { kind: K }>;

/** Two callers with the same key may see exactly the same; request id and purpose do not count. */
export function rightsKey(caller: Caller): string {
  return JSON.stringify([caller.kind, callerName(caller), caller.roles.toSorted(), caller.grants?.toSorted() ?? []]);
}

/** The one identifying value of a caller: department, dashboard, credit code, person id or service. */
export function callerName(caller: Caller): string {
  switch (caller.kind) {
    case 'department':
      return caller.department;
    case 'dashboard':
      return caller.name;
    case 'partner':
      return caller.organization;
    case 'person':
      return caller.person;
    case 'system':
      return caller.service;
    default:
      return caller satisfies never;
  }
}
