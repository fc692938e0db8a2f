import { reference } from '#kit/publishing/reference';

/** Owned elsewhere; this department adds honours. */
export class SocialWorker {
  declare id: string;
}
reference(SocialWorker, { key: 'id', extends: { row: 'S0-26' } });
