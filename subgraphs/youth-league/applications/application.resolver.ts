import { register } from '#kit/queries/register';
import { Application } from './application.entity.js';

export const applicationRegister = register(Application, {
  one: 'application',
  about: 'An application for a shift, for officials, the host and the volunteer; null to others. 报名',
});
