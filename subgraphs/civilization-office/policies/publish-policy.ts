import { action } from '#kit/actions/action';
import { day, divisionCode, listOf, oneOf, optional, text } from '#kit/actions/input';
import { ensure } from '#kit/actions/problem';
import { chinaDate } from '#kit/deadlines/china-date';
import { officials } from '#kit/identity/access';
import { events } from '../events.js';
import { GoverningPrinciple, PolicyDocument } from './policy-document.entity.js';
import { PolicyRule } from './policy-rule.entity.js';

const may = officials('civilization-office');
const docNo = text('Document number. 文号', { max: 60, min: 2 });

export const publishPolicy = action({
  about: 'Registers a policy document; its basis documents must be registered, as external at least. 政策登记发布',
  row: 'S0-04',
  may,
  input: {
    docNo,
    title: text('Title. 标题', { max: 200 }),
    issuers: listOf(text('Issuing body. 发文机关', { max: 120 }), { min: 1, max: 20 }),
    issuedOn: day('Day of issue. 发文日期'),
    districtCode: optional(divisionCode('Where it applies. 适用地区')),
    principles: listOf(oneOf(GoverningPrinciple, 'Governing principles. 原则'), { max: 5 }),
    basisDocNos: listOf(text('Number of a document that it rests on. 依据文件文号', { max: 60 }), { max: 30 }),
  },
  returns: PolicyDocument,
  async run(act, input) {
    for (const basis of input.basisDocNos) await act.require(PolicyDocument, basis, 'basisDocNos');
    ensure(input.issuedOn <= chinaDate(act.now), 'INVALID_PERIOD', 'the document is not issued yet', {
      field: 'issuedOn',
    });
    const document = act.em.create(PolicyDocument, {
      docNo: input.docNo,
      title: input.title,
      issuers: [...input.issuers],
      issuedOn: input.issuedOn,
      districtCode: input.districtCode ?? null,
      status: 'IN_FORCE',
      principles: [...new Set(input.principles)],
      basisDocNos: [...new Set(input.basisDocNos)],
      note: null,
    });
    act.announce(events.PolicyPublished, { subject: document, district: document.districtCode ?? null });
    return document;
  },
});

export const repealPolicy = action({
  about: 'Repeals a policy document today; the rules that it set end with it. 政策废止',
  row: 'S0-04',
  may,
  input: { docNo },
  returns: PolicyDocument,
  async run(act, { docNo: number }) {
    const document = await act.lock(PolicyDocument, number, 'docNo');
    ensure(document.status === 'IN_FORCE', 'ILLEGAL_TRANSITION', `the document is ${document.status}`, {
      field: 'docNo',
    });
    document.status = 'REPEALED';
    const rules = await act.em.find(PolicyRule, { document: number, effectiveTo: null });
    for (const rule of rules) rule.effectiveTo = chinaDate(act.now);
    act.announce(events.PolicyRepealed, {
      subject: document,
      district: document.districtCode ?? null,
      facts: { rulesEnded: rules.length },
    });
    return document;
  },
});
