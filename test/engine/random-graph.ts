import type { Random } from './random-operation.js';
import type { Graph } from './graphs.js';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: [
  "@key" "@requires" "@provides" "@external" "@shareable" "@override" "@interfaceObject"
])\n`;

/** Interfaces that are entities, each with the objects that are of it. */
const INTERFACES: Readonly<Record<string, readonly string[]>> = { N: ['T', 'S'] };
/** The graph in which interfaces are interfaces; in the others they are objects. */
const HOME = 'a';

/** A field that others may require. */
interface Leaf {
  readonly type: string;
  readonly name: string;
  readonly graph: string;
  readonly kind: 'plain' | 'with argument' | 'value';
  readonly requires: Leaf[];
}

/**
 * Subgraphs that share entities and interfaces at random, with fields that require others, in chains too. Not all of them
 * compose: whoever asks must try.
 */
export function randomGraph(random: Random): Graph {
  return new Generator(random).graph();
}

class Generator {
  readonly #graphs: readonly string[];
  readonly #entities: readonly string[];
  readonly #interfaces: readonly string[];
  readonly #objects: readonly string[];
  readonly #hasUnion: boolean;
  readonly #hasPlainInterface: boolean;
  /** By `graph:type`, declarations by field name. */
  readonly #fields = new Map<string, Map<string, string>>();
  /** `graph:type` of all that a graph knows. */
  readonly #known = new Set<string>();
  #count = 0;

  constructor(private readonly random: Random) {
    this.#graphs = ['a', 'b', 'c', 'd', 'e'].slice(0, 2 + Math.floor(random() * 4));
    this.#entities = ['P', 'Q'].slice(0, 1 + Math.floor(random() * 2));
    this.#interfaces = this.#chance(0.75) ? ['N'] : [];
    this.#objects = [...new Set(this.#interfaces.flatMap((name) => INTERFACES[name] ?? []))];
    this.#hasUnion = this.#chance(0.5) && this.#objects.length > 0;
    this.#hasPlainInterface = this.#chance(0.4) && this.#objects.length > 0;
  }

  graph(): Graph {
    for (const graph of this.#graphs) {
      for (const type of this.#keyed()) if (this.#chance(0.75)) this.#know(graph, type);
    }
    for (const type of [...this.#interfaces, ...this.#objects, 'P']) this.#know(HOME, type);
    if (this.#hasUnion) this.#know(HOME, 'X');
    if (this.#hasPlainInterface) this.#know(HOME, 'L');
    this.#addLeaves();
    this.#addObjects();
    for (const graph of this.#graphs) {
      for (const type of this.#keyed()) {
        for (let left = Math.floor(this.random() * 2.2); left > 0 && this.#knows(graph, type); left--)
          this.#lead(graph, type);
      }
      for (let left = Math.floor(this.random() * 3) + (graph === HOME ? 1 : 0); left > 0; left--)
        this.#lead(graph, 'Query');
      if (this.#chance(0.3)) this.#put(graph, 'Query', 'v', 'v: V @shareable');
    }
    return Object.fromEntries(this.#graphs.map((graph) => [graph, LINK + this.#sdl(graph)]));
  }

  /** Types that several graphs may know by their keys. */
  #keyed(): readonly string[] {
    return [...this.#entities, ...this.#interfaces];
  }

  #addLeaves(): void {
    const leaves: Leaf[] = [];
    for (const graph of this.#graphs) {
      for (const type of this.#keyed().filter((each) => this.#knows(graph, each))) {
        for (let left = Math.floor(this.random() * 3); left > 0; left--) {
          const kind = this.#pick(['plain', 'plain', 'plain', 'with argument', 'value'] as const);
          leaves.push({ type, name: `f${this.#count++}`, graph, kind, requires: [] });
        }
      }
    }
    const needs = (leaf: Leaf, other: Leaf): boolean =>
      leaf === other || leaf.requires.some((each) => needs(each, other));
    for (const leaf of leaves) {
      const others = leaves.filter(
        (other) => other.type === leaf.type && other.graph !== leaf.graph && !needs(other, leaf),
      );
      // The home of an interface answers its fields on each object.
      const isFixed = leaf.kind === 'value' || (leaf.graph === HOME && this.#interfaces.includes(leaf.type));
      if (!isFixed && others.length > 0) {
        if (this.#chance(0.45)) leaf.requires.push(this.#pick(others));
        if (this.#chance(0.15)) leaf.requires.push(this.#pick(others));
      }
      this.#declare(leaf);
    }
  }

  #declare({ type, name, graph, kind, requires }: Leaf): void {
    const declared = (field: Pick<Leaf, 'name' | 'kind'>) =>
      field.kind === 'value' ? `${field.name}: V` : `${field.name}${field.kind === 'plain' ? '' : '(u: Int = 1)'}: Int`;
    const needed = [...new Set(requires)].map((field) => {
      if (field.kind === 'value') return `${field.name} { w }`;
      return field.name + (field.kind === 'with argument' && this.#chance(0.6) ? '(u: 2)' : '');
    });
    const needing = requires.length > 0 ? ` @requires(fields: "${needed.join(' ')}")` : '';
    const isMoved = needing === '' && kind === 'plain' && this.#entities.includes(type) && this.#chance(0.1);
    this.#put(graph, type, name, declared({ name, kind }) + needing);
    const from = this.#graphs.filter((other) => other !== graph && this.#knows(other, type));
    if (isMoved && from.length > 0) {
      const other = this.#pick(from);
      this.#put(graph, type, name, `${declared({ name, kind })} @override(from: "${other}")`);
      this.#put(other, type, name, declared({ name, kind }));
    }
    for (const field of requires) this.#put(graph, type, field.name, `${declared(field)} @external`, true);
  }

  /** What only some objects of an interface have, at home and elsewhere. */
  #addObjects(): void {
    for (const type of this.#objects) {
      if (this.#chance(0.8)) this.#put(HOME, type, `o${this.#count}`, `o${this.#count++}: Int`);
      for (const graph of this.#graphs) {
        const asObject = this.#interfaces.some((each) => this.#knows(graph, each) && INTERFACES[each]?.includes(type));
        if (graph === HOME || asObject || !this.#chance(0.35)) continue;
        this.#put(graph, type, `p${this.#count}`, `p${this.#count++}: Int`);
      }
    }
  }

  /** A field that answers objects. */
  #lead(graph: string, from: string): void {
    const all = [...this.#keyed(), ...this.#objects, 'X', 'L'].filter((type) => this.#knows(graph, type));
    const to = all.length > 0 && this.#chance(0.9) ? this.#pick(all) : this.#pick(this.#keyed());
    const name = `c${this.#count++}`;
    const args = from === 'Query' && this.#chance(0.2) ? '(k: ID!)' : '';
    const type = this.#pick([to, to, `[${to}!]`, `[${to}]`, `${to}!`]);
    this.#put(graph, from, name, `${name}${args}: ${type}`);
    this.#know(graph, to);
  }

  #sdl(graph: string): string {
    const known = [...this.#known].filter((each) => each.startsWith(`${graph}:`)).map((each) => each.slice(2));
    const types = known.map((type) => this.#type(graph, type));
    const text = types.join('\n');
    return /\bV\b/.test(text) ? `${text}\ntype V @shareable { w: Int }` : text;
  }

  #type(graph: string, type: string): string {
    const isHome = graph === HOME;
    if (type === 'X') return `union X = ${['P', ...this.#objects].join(' | ')}`;
    if (type === 'L') return 'interface L { id: ID! }';
    const own = [...(this.#fields.get(`${graph}:${type}`)?.values() ?? [])];
    if (type === 'Query') return `type Query { ${own.join(' ')} }`;
    const interfaces = this.#interfaces.filter((each) => INTERFACES[each]?.includes(type) && isHome);
    const inherited = interfaces.flatMap((each) => [...(this.#fields.get(`${graph}:${each}`)?.values() ?? [])]);
    const fields = [...new Set([...own, ...inherited])].join(' ');
    const isPlain = isHome && this.#hasPlainInterface && (type === 'P' || this.#objects.includes(type));
    const all = [...interfaces, ...(isPlain ? ['L'] : [])];
    const key = `@key(fields: "id"${own.length === 0 && !isHome && this.#chance(0.5) ? ', resolvable: false' : ''})`;
    const isInterface = this.#interfaces.includes(type);
    const kind = isInterface && isHome ? 'interface' : 'type';
    const implementing = all.length > 0 ? ` implements ${all.join(' & ')}` : '';
    return `${kind} ${type}${implementing}${isInterface && !isHome ? ' @interfaceObject' : ''} ${key} { id: ID! ${fields} }`;
  }

  #know(graph: string, type: string): void {
    this.#known.add(`${graph}:${type}`);
  }

  #knows(graph: string, type: string): boolean {
    return this.#known.has(`${graph}:${type}`);
  }

  #put(graph: string, type: string, name: string, declaration: string, isWeak = false): void {
    this.#know(graph, type);
    const fields = this.#fields.get(`${graph}:${type}`) ?? new Map<string, string>();
    this.#fields.set(`${graph}:${type}`, fields);
    if (!isWeak || !fields.has(name)) fields.set(name, declaration);
  }

  #chance(probability: number): boolean {
    return this.random() < probability;
  }

  #pick<T>(items: readonly T[]): T {
    const item = items[Math.floor(this.random() * items.length)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  }
}
