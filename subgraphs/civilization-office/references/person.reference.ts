import { reference } from '#kit/publishing/reference';

/** Owned elsewhere; this department adds honours. */
export class Person {
  declare id: string;
}
reference(Person, { key: 'id', extends: { row: 'S0-26' } });
