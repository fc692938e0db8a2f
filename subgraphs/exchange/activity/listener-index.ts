import type { ActivityEvent } from './activity-event.entity.js';

/** Somebody who waits for events with one of these keys; `holds` decides. */
export interface Selecting {
  /** At least one; an event that is wanted has one of them (`eventKeys`). */
  readonly keys: readonly string[];
  readonly holds: (event: ActivityEvent) => boolean;
}

/** The key of those who cannot say more. */
export const ANY = '*';

/** Prefixes of division codes that a filter can have: province, city, county, town, community. */
const PREFIXES = [2, 4, 6, 9, 12];

export const keyOf = {
  subject: (type: string, key: string) => `s${type}:${key}`,
  project: (id: string) => `p${id}`,
  person: (id: string) => `h${id}`,
  organization: (uscc: string) => `o${uscc}`,
  district: (prefix: string) => `d${prefix}`,
  type: (type: string) => `t${type}`,
  department: (name: string) => `n${name}`,
};

/** All keys under which somebody can wait for an event. */
function eventKeys(event: ActivityEvent): string[] {
  const keys = [
    ANY,
    keyOf.subject(event.subjectType, event.subjectKey),
    keyOf.type(event.type),
    keyOf.department(event.department),
  ];
  const { projectId, personId, organizationUscc, districtCode } = event;
  if (projectId !== null && projectId !== undefined) keys.push(keyOf.project(projectId));
  if (personId !== null && personId !== undefined) keys.push(keyOf.person(personId));
  if (organizationUscc !== null && organizationUscc !== undefined) keys.push(keyOf.organization(organizationUscc));
  if (districtCode !== null && districtCode !== undefined) {
    for (const length of PREFIXES) {
      if (districtCode.length >= length) keys.push(keyOf.district(districtCode.slice(0, length)));
    }
  }
  return keys;
}

/** Whether a prefix is one by which events can be found. */
export function isIndexedPrefix(prefix: string): boolean {
  return PREFIXES.includes(prefix.length);
}

/** Finds who wants an event without asking everybody. */
export class ListenerIndex<L extends Selecting> {
  readonly #waiting = new Map<string, Set<L>>();
  /** How often somebody was asked whether he wants an event. */
  asked = 0;

  add(listener: L): void {
    for (const key of listener.keys) {
      const known = this.#waiting.get(key);
      if (known) known.add(listener);
      else this.#waiting.set(key, new Set([listener]));
    }
  }

  remove(listener: L): void {
    for (const key of listener.keys) {
      const known = this.#waiting.get(key);
      known?.delete(listener);
      if (known?.size === 0) this.#waiting.delete(key);
    }
  }

  /** Calls back once for each that wants the event. */
  match(event: ActivityEvent, wanted: (listener: L) => void): void {
    for (const key of eventKeys(event)) {
      for (const listener of this.#waiting.get(key) ?? []) {
        this.asked += 1;
        if (listener.holds(event)) wanted(listener);
      }
    }
  }
}
