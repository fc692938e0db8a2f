import { Ctx, Directive, Field, ObjectType, Query, Resolver } from 'type-graphql';
import { forbidden } from '#kit/errors';
import type { Context } from '#kit/identity/context';
import { computed } from '#kit/publishing/sharing';
import { is } from '#kit/queries/filter';
import { register } from '#kit/queries/register';
import { DateTimeScalar } from '#kit/scalars';
import { visibleRevocations } from './revocation-parties.policy.js';
import { TokenRevocation } from './token-revocation.entity.js';

/** Tokens that live longer than this would come back; issuers must not make such (docs/security.md). */
const KEEP_DAYS = 400;
const MAX_REVOCATIONS = 10_000;
const DAY_MS = 86_400_000;

export const tokenRevocationRegister = register(TokenRevocation, {
  many: 'tokenRevocations',
  about: 'Revoked tokens, newest first: one’s own, and with the role token-operator all. 已撤销令牌',
  order: 'desc',
  rowsFor: (caller) => visibleRevocations<TokenRevocation>(caller),
  filter: { subject: is('subject', 'Whose. 令牌主体') },
});

@computed('Decree-809')
@ObjectType({ description: 'A revocation as the gateway needs it. 令牌撤销(网关用)' })
export class RevocationInForce {
  @Field(() => String, { description: 'Whose: kind:name. 令牌主体' })
  subject!: string;

  @Field(() => String, { nullable: true, description: 'The one token; null for all. 令牌编号' })
  tokenId!: string | null;

  @Field(() => DateTimeScalar, { description: 'Tokens issued until then do not count. 撤销时间' })
  revokedAt!: Date;
}

@Resolver()
export class RevocationsResolver {
  @Directive('@inaccessible')
  @Query(() => [RevocationInForce], {
    description: 'Revocations of the last 400 days; for the gateway. 生效的令牌撤销',
  })
  async revocationsInForce(@Ctx() { em, caller }: Context): Promise<RevocationInForce[]> {
    if (caller.kind !== 'system') throw forbidden('revocationsInForce is for the gateway');
    const since = new Date(Date.now() - KEEP_DAYS * DAY_MS);
    const rows = await em.find(
      TokenRevocation,
      { revokedAt: { $gt: since } },
      { orderBy: { revokedAt: 'desc' }, limit: MAX_REVOCATIONS },
    );
    return rows.map(({ subject, tokenId, revokedAt }) =>
      Object.assign(new RevocationInForce(), { subject, tokenId: tokenId ?? null, revokedAt }),
    );
  }
}
