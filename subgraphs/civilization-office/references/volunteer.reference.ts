import { reference } from '#kit/publishing/reference';

/** Owned elsewhere; this department adds honours. */
export class Volunteer {
  declare id: string;
}
reference(Volunteer, { key: 'id', extends: { row: 'S0-27' } });
