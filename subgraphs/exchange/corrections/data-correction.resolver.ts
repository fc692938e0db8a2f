import { Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql';
import { chinaDate } from '#kit/deadlines/china-date';
import type { Context } from '#kit/identity/context';
import { is, term } from '#kit/queries/filter';
import { register } from '#kit/queries/register';
import { visibleCorrections } from './correction-parties.policy.js';
import { DataCorrection, DataCorrectionState } from './data-correction.entity.js';

export const dataCorrectionRegister = register(DataCorrection, {
  one: 'dataCorrection',
  many: 'dataCorrections',
  about: 'Correction requests that the caller made or must answer. 数据校核纠错申请',
  order: 'desc',
  rowsFor: (caller) => visibleCorrections<DataCorrection>(caller),
  filter: {
    state: term('state', DataCorrectionState, 'State. 状态'),
    owner: is('owner', 'Department that answers. 提供部门'),
    item: is('item', 'Item of the data catalogue. 数据目录条目'),
  },
});

/** Whom a text of a correction is about, for the access log. */
function subjectOf({ person, id }: DataCorrection): string {
  return person ?? `DataCorrection:${id}`;
}

/** The two sides see a correction at all; what they write in it may be personal, so that each look at it is recorded. */
@Resolver(() => DataCorrection)
export class DataCorrectionResolver {
  @FieldResolver(() => Boolean, { description: 'Whether the owner should have answered by now. 是否逾期' })
  isOverdue(@Root() { state, dueOn }: DataCorrection): boolean {
    return state === 'SUBMITTED' && dueOn < chinaDate(new Date());
  }

  @Directive('@tag(name: "share:conditional")')
  @Directive('@tag(name: "personal")')
  @FieldResolver(() => String, { nullable: true, description: 'What is said to be wrong. 问题及更正内容' })
  claim(@Root() correction: DataCorrection, @Ctx() { reads }: Context): string {
    reads.note('DataCorrection.claim', subjectOf(correction), true);
    return correction.claim;
  }

  @Directive('@tag(name: "share:conditional")')
  @Directive('@tag(name: "personal")')
  @FieldResolver(() => String, { nullable: true, description: 'What shows it. 证明材料说明' })
  evidence(@Root() correction: DataCorrection, @Ctx() { reads }: Context): string | null {
    if (correction.evidence) reads.note('DataCorrection.evidence', subjectOf(correction), true);
    return correction.evidence ?? null;
  }

  @Directive('@tag(name: "share:conditional")')
  @Directive('@tag(name: "personal")')
  @FieldResolver(() => String, {
    nullable: true,
    description: 'What the owner did, or why the record is right. 处理结果',
  })
  answer(@Root() correction: DataCorrection, @Ctx() { reads }: Context): string | null {
    if (correction.answer) reads.note('DataCorrection.answer', subjectOf(correction), true);
    return correction.answer ?? null;
  }
}
