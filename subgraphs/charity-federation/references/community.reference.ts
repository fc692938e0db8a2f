import { reference } from '#kit/publishing/reference';

/** A community of civil affairs; this department adds its charity fund. */
export class Community {
  declare id: string;
}
reference(Community, { key: 'id', extends: { row: 'S0-27' } });
