import { reference } from '#kit/publishing/reference';

/** Owned elsewhere; this department adds honours. */
export class ServiceProject {
  declare id: string;
}
reference(ServiceProject, { key: 'id', extends: { row: 'S0-27' } });
