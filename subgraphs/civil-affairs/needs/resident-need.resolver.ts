import { is, term } from '#kit/queries/filter';
import { register } from '#kit/queries/register';
import { BeneficiaryGroup, NeedState, ResidentNeed } from './resident-need.entity.js';

export const residentNeedRegister = register(ResidentNeed, {
  one: 'residentNeed',
  many: 'residentNeeds',
  about: 'Resident needs. 居民需求',
  order: 'desc',
  filter: {
    state: term('state', NeedState, 'State. 状态'),
    group: term('group', BeneficiaryGroup, 'Group of beneficiaries. 服务对象'),
    community: is('community', 'Community. 所在社区'),
  },
});
