import { Directive } from 'type-graphql';
import { reference } from '#kit/publishing/reference';

/** Stations and centres of civil affairs, extended at once: an entity interface there, an object here. */
@Directive('@interfaceObject')
export class ServiceSite {
  declare id: string;
}
reference(ServiceSite, { key: 'id', extends: { row: 'S0-27' } });
