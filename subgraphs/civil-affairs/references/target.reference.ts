import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { reference } from '#kit/publishing/reference';

/** A target of the civilization office; civil affairs computes what it measures. */
@ObjectType('Target')
export class Target {
  declare id: string;

  @Field(() => String)
  @Directive('@external')
  metric!: string;

  @Field(() => ID)
  @Directive('@external')
  scope!: string;
}
reference(Target, { key: 'id', extends: { row: 'S2-01' } });
