import { action } from '#kit/actions/action';
import { optional, text } from '#kit/actions/input';
import { ensure } from '#kit/actions/problem';
import { newId } from '#lib/new-id';
import { isTokenOperator, subjectOf } from './revocation-parties.policy.js';
import { TokenRevocation } from './token-revocation.entity.js';

const SUBJECT = /^(department|dashboard|partner|person):.{1,128}$/;

export const revokeTokens = action({
  about:
    'Takes tokens out of use within 5 s, and ends the live streams that were opened with them: one’s own, or with the role token-operator anybody’s. 撤销令牌',
  row: 'Decree-809',
  may: () => true,
  input: {
    subject: text('Whose: kind:name, such as partner:52441900MJL0000009. 令牌主体', { max: 140 }),
    tokenId: optional(
      text('One token, by its jti; all that were issued until now when not given. 令牌编号', { max: 200 }),
    ),
    reason: text('Why. 理由', { min: 4, max: 300 }),
  },
  returns: TokenRevocation,
  async run(act, { subject, tokenId, reason }) {
    const own = subjectOf(act.caller);
    ensure(subject === own || isTokenOperator(act.caller), 'FORBIDDEN', 'these are not your own tokens', {
      field: 'subject',
    });
    ensure(SUBJECT.test(subject), 'INVALID_INPUT', 'a subject is kind:name, as the sub of a token has it', {
      field: 'subject',
    });
    return act.em.create(TokenRevocation, {
      id: newId('rev'),
      subject,
      tokenId: tokenId ?? null,
      reason,
      revokedBy: own,
      revokedAt: act.now,
    });
  },
});
