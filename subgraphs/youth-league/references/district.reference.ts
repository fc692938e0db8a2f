import { reference } from '#kit/publishing/reference';

/** A division of civil affairs; this department adds statistics. */
export class District {
  declare code: string;
}
reference(District, { key: 'code', extends: { row: 'S0-27' } });
