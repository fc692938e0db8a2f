import { Directive, Field } from 'type-graphql';
import { reference } from '#kit/publishing/reference';
import { Person } from './person.reference.js';

/** A social worker of civil affairs; this department says whether the person is a volunteer too (S0-26). */
export class SocialWorker {
  declare id: string;

  @Field(() => Person)
  @Directive('@external')
  person!: Person;
}
reference(SocialWorker, { key: 'id', extends: { row: 'S0-26' } });
