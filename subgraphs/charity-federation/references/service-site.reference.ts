import { Directive } from 'type-graphql';
import { reference } from '#kit/publishing/reference';

/** Any station or centre of civil affairs (an interface there); this department adds its donation site. */
export class ServiceSite {
  declare id: string;
}
reference(ServiceSite, { key: 'id', extends: { row: 'S0-27' } });
Directive('@interfaceObject')(ServiceSite);
