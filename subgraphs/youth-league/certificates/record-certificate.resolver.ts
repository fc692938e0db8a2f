import { Arg, Ctx, Field, ID, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { computed } from '#kit/publishing/sharing';
import type { Context } from '#kit/identity/context';
import { byKey } from '#kit/loading/by-key';
import { DateScalar } from '#kit/scalars';
import { maySee } from '../volunteers/volunteer-privacy.policy.js';
import { CertificateState, RecordCertificate } from './record-certificate.entity.js';

@computed('S0-24')
@ObjectType({
  description: 'What anybody may learn from a certificate number: period, total and state, no name. 证明核验结果',
})
export class CertificateCheck {
  @Field(() => String, { description: 'Certificate number. 证明编号' })
  certNo!: string;

  @Field(() => DateScalar, { description: 'First day of the period. 起始日期' })
  periodFrom!: string;

  @Field(() => DateScalar, { description: 'Last day of the period. 截止日期' })
  periodTo!: string;

  @Field(() => Int, { nullable: true, description: 'Confirmed minutes. 服务时长(分钟)' })
  minutes!: number | null;

  @Field(() => CertificateState, { description: 'State. 状态' })
  state!: string;
}

@Resolver()
export class RecordCertificateResolver {
  @Query(() => RecordCertificate, {
    nullable: true,
    description: 'A certificate by its number, for officials and the volunteer; null to others. 服务证明',
  })
  async recordCertificate(@Arg('certNo', () => ID) certNo: string, @Ctx() { load, caller }: Context) {
    const found = await load(byKey(RecordCertificate, 'certNo'), certNo);
    return found && maySee(caller, { personId: found.personId, organization: null }) ? found : null;
  }

  @Query(() => CertificateCheck, {
    nullable: true,
    description: 'Public check of a certificate; answers no name (S0-24). 服务证明公开核验',
  })
  async verifyCertificate(
    @Arg('certNo', () => ID) certNo: string,
    @Ctx() { load }: Context,
  ): Promise<CertificateCheck | null> {
    const certificate = await load(byKey(RecordCertificate, 'certNo'), certNo);
    if (!certificate || certificate.state === 'REQUESTED') return null;
    const { periodFrom, periodTo, minutes = null, state } = certificate;
    return Object.assign(new CertificateCheck(), { certNo, periodFrom, periodTo, minutes, state });
  }
}
