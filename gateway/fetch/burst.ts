import { copied } from '../merge/merge.js';
import type { Answer, SubgraphError } from './answer.js';
import type { PreparedRequest } from './prepare-plan.js';

/** What one part of a request asks for: its response name, and representations as JSON texts. */
export interface PartTexts {
  readonly name: string;
  readonly texts: readonly string[];
}

/** Sends a request for these representations; the answer is to come before the deadline. */
export type SendTexts = (parts: readonly PartTexts[], deadline: number) => Promise<Answer>;

interface Waiting {
  readonly parts: readonly PartTexts[];
  readonly deadline: number;
  readonly send: SendTexts;
  readonly answered: (answer: Answer | Promise<Answer>) => void;
}

/** All texts of a part that are asked for together, in order, and whose entities were given to somebody. */
interface Union {
  readonly indexes: Map<string, number>;
  readonly given: Set<number>;
}

/**
 * Requests for entities that events of one subscription make in the same turn: a burst of events asks each department once.
 * All have the same rights and variables.
 */
export class Burst {
  readonly #waiting = new Map<PreparedRequest, Waiting[]>();

  /** The answer to these parts, as if they had been asked for alone. */
  ask(request: PreparedRequest, parts: readonly PartTexts[], deadline: number, send: SendTexts): Promise<Answer> {
    return new Promise((answered) => {
      const waiting = { parts, deadline, send, answered };
      const others = this.#waiting.get(request);
      if (others) {
        others.push(waiting);
        return;
      }
      this.#waiting.set(request, [waiting]);
      setImmediate(() => {
        const all = this.#waiting.get(request) ?? [];
        this.#waiting.delete(request);
        sendTogether(all);
      });
    });
  }
}

function sendTogether(all: readonly Waiting[]): void {
  const [first] = all;
  if (!first) return;
  if (all.length === 1) {
    first.answered(first.send(first.parts, first.deadline));
    return;
  }
  const unions = new Map<string, Union>();
  for (const { name, texts } of all.flatMap(({ parts }) => parts)) {
    let union = unions.get(name);
    if (!union) unions.set(name, (union = { indexes: new Map<string, number>(), given: new Set<number>() }));
    for (const text of texts) if (!union.indexes.has(text)) union.indexes.set(text, union.indexes.size);
  }
  const parts = [...unions].map(([name, { indexes }]) => ({ name, texts: [...indexes.keys()] }));
  const answer = first.send(parts, Math.max(...all.map(({ deadline }) => deadline)));
  for (const waiting of all) waiting.answered(answer.then((whole) => shareOf(whole, waiting.parts, unions)));
}

function shareOf(whole: Answer, parts: readonly PartTexts[], unions: ReadonlyMap<string, Union>): Answer {
  if (whole.kind === 'failure' || whole.data === null) return whole;
  const data: Record<string, unknown> = {};
  const places = new Map<string, ReadonlyMap<number, number>>();
  for (const { name, texts } of parts) {
    const union = unions.get(name);
    const entities = whole.data[name];
    if (!union || !Array.isArray(entities) || entities.length !== union.indexes.size) {
      data[name] = entities;
      continue;
    }
    const indexes = texts.map((text) => union.indexes.get(text) ?? -1);
    places.set(name, new Map(indexes.map((index, own) => [index, own])));
    // An entity becomes part of the answer that gets it.
    data[name] = indexes.map((index): unknown => {
      const entity: unknown = entities[index];
      if (union.given.has(index)) return copied(entity);
      union.given.add(index);
      return entity;
    });
  }
  const errors = whole.errors.flatMap((error) => moved(error, places));
  return { kind: 'answer', data: data as typeof whole.data, errors, isShared: whole.isShared ?? false };
}

/** An error of one entity goes to those who asked for it, any other to all. */
function moved(error: SubgraphError, places: ReadonlyMap<string, ReadonlyMap<number, number>>): SubgraphError[] {
  const [name, index, ...inside] = error.path ?? [];
  if (typeof name !== 'string' || typeof index !== 'number') return [error];
  const place = places.get(name)?.get(index);
  return place === undefined ? [] : [{ ...error, path: [name, place, ...inside] }];
}
