import { reference } from '#kit/publishing/reference';

/** An organisation of civil affairs; this department adds its campaigns and funds. */
export class Organization {
  declare uscc: string;
}
reference(Organization, { key: 'uscc', extends: { row: 'S0-27' } });
