import { reference } from '#kit/publishing/reference';

/** A person of civil affairs; this department adds the volunteer and the hours. */
export class Person {
  declare id: string;
}
reference(Person, { key: 'id', extends: { row: 'S0-26' } });
