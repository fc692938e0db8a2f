import { reference } from '#kit/publishing/reference';

/** A person of civil affairs; this department adds the donor that the person is. */
export class Person {
  declare id: string;
}
reference(Person, { key: 'id', extends: { row: 'S0-26' } });
