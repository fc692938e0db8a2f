import { defineEntity, p } from '@mikro-orm/core';
import { publish } from '#kit/publishing/publish';
import { open } from '#kit/publishing/sharing';
import { maySeeRevocation } from './revocation-parties.policy.js';

export const TokenRevocationTable = defineEntity({
  name: 'TokenRevocation',
  properties: {
    id: p.string().length(40).primary(),
    subject: p.string().length(140).index(),
    tokenId: p.string().length(200).nullable(),
    reason: p.string().length(300),
    revokedBy: p.string().length(140),
    revokedAt: p.datetime().index(),
  },
});

export class TokenRevocation extends TokenRevocationTable.class {}

publish(TokenRevocation, TokenRevocationTable, {
  about:
    'Tokens that the hub does not take any more, although their issuer’s signature and their time are right. 令牌撤销',
  row: 'Decree-809',
  keep: 'P10Y',
  visible: maySeeRevocation,
  fields: {
    id: open('Key. 标识'),
    subject: open('Whose tokens: kind:name, as a token’s sub has it. 令牌主体'),
    tokenId: open('The one token, by its jti; null for all that were issued before. 令牌编号'),
    reason: open('Why. 理由'),
    revokedBy: open('Who did it. 撤销人'),
    revokedAt: open('When; tokens issued later count. 撤销时间'),
  },
});
