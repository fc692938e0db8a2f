import { reference } from '#kit/publishing/reference';

/** A project of civil affairs; this department adds activities and hours. */
export class ServiceProject {
  declare id: string;
}
reference(ServiceProject, { key: 'id', extends: { row: 'S0-27' } });
