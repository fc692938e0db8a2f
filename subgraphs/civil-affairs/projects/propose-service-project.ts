import { action } from '#kit/actions/action';
import { creditCode, day, divisionCode, fen, id, int, listOf, oneOf, optional, text } from '#kit/actions/input';
import { ensure } from '#kit/actions/problem';
import { anyOf, isForeignPartner, officials, partners } from '#kit/identity/access';
import { newId } from '#lib/new-id';
import { District } from '../districts/district.entity.js';
import { events } from '../events.js';
import { Organization } from '../organizations/organization.entity.js';
import { ServiceCenter } from '../sites/service-center.entity.js';
import { ServiceStation } from '../sites/service-station.entity.js';
import { LinkageMode, ServiceDomain, ServiceProject } from './service-project.entity.js';

export const proposeServiceProject = action({
  about: 'Proposes a linkage project. 申报联动项目',
  row: 'S0-05',
  may: anyOf(officials('civil-affairs'), partners),
  idempotent: true,
  input: {
    code: text('Project code. 项目代码', { max: 30, min: 3 }),
    title: text('Title. 名称', { max: 200 }),
    domain: oneOf(ServiceDomain, 'Domain of service. 服务领域'),
    linkageModes: listOf(oneOf(LinkageMode, 'How social workers and volunteers are linked. 联动方式'), {
      min: 1,
      max: 2,
    }),
    leadUscc: creditCode('Leading organisation. 牵头机构'),
    districtCode: divisionCode('Where it works. 实施地区划代码'),
    siteId: optional(id('Station or centre. 站点')),
    volunteerPositions: int('Positions for volunteers. 志愿者岗位数', { max: 100_000 }),
    budgetFen: fen('Budget in fen. 预算(分)'),
    startsOn: day('First day. 开始日期'),
    endsOn: day('Last day. 结束日期'),
  },
  returns: ServiceProject,
  async run(act, input) {
    ensure(!isForeignPartner(act.caller, input.leadUscc), 'FORBIDDEN', 'a partner proposes for itself only', {
      field: 'leadUscc',
    });
    ensure(input.endsOn > input.startsOn, 'INVALID_PERIOD', 'endsOn must come after startsOn', { field: 'endsOn' });
    const lead = await act.require(Organization, input.leadUscc, 'leadUscc');
    ensure(lead.state === 'ACTIVE', 'RULE_BROKEN', 'the leading organisation is not active', {
      field: 'leadUscc',
      rule: 'S2-05',
    });
    const district = await act.require(District, input.districtCode, 'districtCode');
    if (input.siteId) {
      if (input.siteId.startsWith('ctr_')) await act.require(ServiceCenter, input.siteId, 'siteId');
      else await act.require(ServiceStation, input.siteId, 'siteId');
    }
    const project = act.em.create(ServiceProject, {
      id: newId('prj'),
      code: input.code,
      title: input.title,
      domain: input.domain,
      linkageModes: [...new Set(input.linkageModes)],
      leadOrganization: lead.uscc,
      district: district.code,
      siteId: input.siteId ?? null,
      state: 'PROPOSED',
      volunteerPositions: input.volunteerPositions,
      guide: null,
      budgetFen: input.budgetFen,
      startsOn: input.startsOn,
      endsOn: input.endsOn,
    });
    act.announce(events.ProjectProposed, {
      subject: project,
      district: district.code,
      organization: lead.uscc,
      project: project.id,
    });
    return project;
  },
});
