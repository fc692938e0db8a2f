import { reference } from '#kit/publishing/reference';

/** A need of civil affairs; this department adds the activities that answer it. */
export class ResidentNeed {
  declare id: string;
}
reference(ResidentNeed, { key: 'id', extends: { row: 'S0-27' } });
