import { is, term, within, flagged } from '#kit/queries/filter';
import { register } from '#kit/queries/register';
import { Disbursement, DisbursementState } from './disbursement.entity.js';

export const disbursementRegister = register(Disbursement, {
  one: 'disbursement',
  many: 'disbursements',
  about: 'Payments of community charity funds to projects, newest first. 社区慈善基金拨付',
  order: 'desc',
  filter: {
    state: term('state', DisbursementState, 'State. 状态'),
    fund: is('fund', 'Fund. 基金'),
    project: is('projectId', 'Project. 项目'),
    outOfDistrict: flagged('outOfDistrict', 'Spent outside the district of the fund. 辖区外使用'),
    within: within('districtCode', 'For a project in this division or below. 地区(含下级)'),
  },
});
