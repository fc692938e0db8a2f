/** A small world that three toy subgraphs share; as plain objects it is also the root value of the merged schema. */
export class Person {
  readonly __typename = 'Person';
  constructor(
    readonly world: World,
    readonly id: string,
    public name: string,
    readonly age: number | null,
    readonly friendIds: readonly string[],
    readonly cartIds: string[],
  ) {}

  friends({ first = 2 }: { first?: number | null }): Person[] {
    return this.friendIds.slice(0, first ?? undefined).map((id) => this.world.person({ id }) as Person);
  }

  address(): { city: string; zip: string | null } {
    return { city: `City ${this.id}`, zip: this.age === null ? null : `Z${this.age}` };
  }

  cart(): Item[] {
    return this.cartIds.map((id) => this.world.item({ id }) as Item);
  }

  favourite(): Item | null {
    return this.world.item({ id: this.cartIds[0] ?? '' });
  }

  parcels(): { __typename: 'Parcel'; id: string; note: string | null; to: Person }[] {
    return this.cartIds.map((id) => ({
      __typename: 'Parcel',
      id: `${this.id}-${id}`,
      note: id === 'b2' ? null : `note ${id}`,
      to: this,
    }));
  }

  doorCode(): string {
    return `door ${this.id}`;
  }
}

export class Team {
  readonly __typename = 'Team';
  constructor(
    readonly world: World,
    readonly id: string,
    readonly name: string,
    readonly leadId: string,
  ) {}

  lead(): Person | null {
    return this.world.person({ id: this.leadId });
  }
}

export class Book {
  readonly __typename = 'Book';
  constructor(
    readonly world: World,
    readonly id: string,
    readonly title: string,
    readonly weight: number | null,
    readonly pages: number,
    readonly authorId: string,
  ) {}

  author(): Person | null {
    return this.world.person({ id: this.authorId });
  }

  shippingCost(args: { express?: boolean | null }): number | null {
    return shippingCost(this.weight, args);
  }
}

export class Tool {
  readonly __typename = 'Tool';
  constructor(
    readonly world: World,
    readonly id: string,
    readonly title: string,
    readonly weight: number | null,
    readonly makerId: string,
  ) {}

  maker(): Team {
    return this.world.team(this.makerId) as Team;
  }

  shippingCost(args: { express?: boolean | null }): number | null {
    return shippingCost(this.weight, args);
  }
}

export type Item = Book | Tool;

export function shippingCost(
  weight: number | null | undefined,
  { express }: { express?: boolean | null },
): number | null {
  return weight === null || weight === undefined ? null : weight * (express ? 20 : 10);
}

export class World {
  readonly #people = new Map<string, Person>();
  readonly #teams = new Map<string, Team>();
  readonly #items = new Map<string, Item>();

  constructor() {
    const people: [string, string, number | null, string[], string[]][] = [
      ['p1', 'Ana', 30, ['p2', 'p3', 'p4'], ['b1', 't1']],
      ['p2', 'Bo', null, ['p1'], ['b2']],
      ['p3', 'Chen', 51, ['p1', 'p2'], []],
      ['p4', 'Dee', 19, [], ['t1', 't2', 'b1']],
    ];
    for (const [id, name, age, friends, cart] of people)
      this.#people.set(id, new Person(this, id, name, age, friends, cart));
    this.#teams.set('m1', new Team(this, 'm1', 'Makers', 'p3'));
    this.#teams.set('m2', new Team(this, 'm2', 'Anvils', 'p1'));
    const items = [
      new Book(this, 'b1', 'Wells', 1.5, 300, 'p3'),
      new Book(this, 'b2', 'Roads', null, 120, 'p1'),
      new Tool(this, 't1', 'Hammer', 2, 'm1'),
      new Tool(this, 't2', 'Saw', 0.5, 'm2'),
    ];
    for (const item of items) this.#items.set(item.id, item);
  }

  readonly person = ({ id }: { id: string }): Person | null => this.#people.get(id) ?? null;
  readonly strictPerson = this.person;
  readonly people = ({ ids }: { ids?: readonly string[] | null }): Person[] =>
    [...this.#people.values()].filter(({ id }) => !ids || ids.includes(id));
  readonly team = (id: string): Team | null => this.#teams.get(id) ?? null;
  readonly item = ({ id }: { id: string }): Item | null => this.#items.get(id) ?? null;
  readonly items = ({ kind }: { kind?: string | null }): Item[] =>
    [...this.#items.values()].filter((item) => !kind || item.__typename.toUpperCase() === kind);
  readonly search = ({ text }: { text: string }): (Person | Team)[] =>
    [...this.#people.values(), ...this.#teams.values()].filter(({ name }) =>
      name.toLowerCase().includes(text.toLowerCase()),
    );

  readonly renamePerson = ({ id, name }: { id: string; name: string }): Person => {
    const person = this.#people.get(id);
    if (!person) throw new Error(`no person ${id}`);
    person.name = name;
    return person;
  };

  readonly addToCart = ({ person: id, item }: { person: string; item: string }): Person => {
    const person = this.#people.get(id);
    if (!person) throw new Error(`no person ${id}`);
    person.cartIds.push(item);
    return person;
  };
}
