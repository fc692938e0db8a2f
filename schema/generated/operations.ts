/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** All given conditions must hold. 同时满足所有条件 */
export type ActivityFilter = {
  /** For whom it is: public, departments or owner. 受众 */
  audience?: string | null | undefined;
  /** Subgraph that announced it. 来源部门 */
  department?: string | null | undefined;
  /** Organisation concerned, by credit code. 相关组织 */
  organization?: string | null | undefined;
  /** Concerns this person, by PersonId; for departments, and for the person himself, else FORBIDDEN. 相关个人(限部门与本人) */
  person?: string | null | undefined;
  /** Project concerned. 相关项目 */
  project?: string | null | undefined;
  /** Happened at or after. 起始时间 */
  since?: string | null | undefined;
  /** Key of the subject. 对象主键 */
  subjectKey?: string | null | undefined;
  /** GraphQL type of the subject. 对象类型 */
  subjectType?: string | null | undefined;
  /** Any of these types. 类型 */
  types?: Array<string> | null | undefined;
  /** In this division or any below it. 区划(含下级) */
  within?: string | null | undefined;
};

/** A shift. 班次 */
export type ActivityShiftInput = {
  /** End. 结束时间 */
  endsAt: string;
  /** Positions. 岗位数 */
  positions: number;
  /** Start. 开始时间 */
  startsAt: string;
};

/** State of an activity. 活动状态 */
export type ActivityState =
  /** Cancelled. 已取消 */
  | 'CANCELLED'
  /** Draft; the host and the youth league see it. 草稿 */
  | 'DRAFT'
  /** Over. 已结束 */
  | 'FINISHED'
  /** Published; takes applications. 已发布 */
  | 'PUBLISHED';

/** State of an application (S0-29). 报名状态 */
export type ApplicationState =
  /** Accepted. 已录用 */
  | 'ACCEPTED'
  /** Applied. 已报名 */
  | 'APPLIED'
  /** Attended. 已到场 */
  | 'ATTENDED'
  /** The volunteer confirmed. 已确认 */
  | 'CONFIRMED'
  /** Declined. 未录用 */
  | 'DECLINED'
  /** Did not come. 缺席 */
  | 'NO_SHOW'
  /** Waiting for a place. 候补 */
  | 'WAITLISTED'
  /** Withdrawn. 已撤回 */
  | 'WITHDRAWN';

/** Applies for a shift. With automatic acceptance the answer is ACCEPTED while there are positions, then WAITLISTED. 报名班次 */
export type ApplyForShiftInput = {
  /** The shift. 班次 */
  shiftId: string;
  /** The volunteer. 志愿者 */
  volunteerId: string;
};

/** Group of beneficiaries (S3-26). 服务对象 */
export type BeneficiaryGroup =
  /** Older people. 为老 */
  | 'ELDERLY'
  /** Families in hardship and special clients. 为特 */
  | 'SPECIAL'
  /** Young people. 为少 */
  | 'YOUTH';

/** State of a certificate (S0-24). 服务证明状态 */
export type CertificateState =
  /** Issued. 已出具 */
  | 'ISSUED'
  /** Requested. 已申请 */
  | 'REQUESTED'
  /** Revoked. 已撤销 */
  | 'REVOKED';

/** State of a community charity fund. 社区慈善基金状态 */
export type CharityFundState =
  /** Open: raises and spends. 运作中 */
  | 'ACTIVE'
  /** Applied for. 已申请 */
  | 'APPLIED'
  /** Approved, not yet opened. 已批准 */
  | 'APPROVED'
  /** Closed with nothing left. 已注销 */
  | 'CLOSED'
  /** Rests: neither raises nor spends. 休眠 */
  | 'DORMANT';

/** Confirms a record; from now on it counts. 确认服务记录 */
export type ConfirmServiceRecordInput = {
  /** The record. 服务记录 */
  id: string;
};

/** Creates an activity with its shifts; the notice states risks and safeguards. 创建志愿活动 */
export type CreateActivityInput = {
  /** Accept applications while there are positions. 是否自动录用 */
  autoAccept: boolean;
  /** Where. 活动地区代码 */
  districtCode: string;
  /** Host organisation. 主办机构 */
  hostUscc: string;
  /** Your own key for this request: a repeat with the same key answers the first result. 幂等键 */
  idempotencyKey: string;
  /** Need that it answers. 对应需求 */
  needId?: string | null | undefined;
  /** Project. 所属项目 */
  projectId?: string | null | undefined;
  /** Skills that a volunteer must have. 所需技能 */
  requiredSkills?: Array<string> | null | undefined;
  /** Risks (Regulations art. 12). 风险告知 */
  risks: string;
  /** Safeguards. 保障措施 */
  safeguards: string;
  /** A shift. 班次 */
  shifts: Array<ActivityShiftInput>;
  /** Station or centre. 所属站点 */
  siteId?: string | null | undefined;
  /** Title. 名称 */
  title: string;
};

/** Commits money of an active fund to a project, and pays it when a voucher is given. Outside the district of the fund it needs a reason. 基金拨付 */
export type DisburseInput = {
  /** Amount in fen; the balance must cover it. 金额(分) */
  amountFen: number;
  /** Where the project serves. 项目所在地区 */
  districtCode: string;
  /** The fund. 基金 */
  fundId: string;
  /** Your own key for this request: a repeat with the same key answers the first result. 幂等键 */
  idempotencyKey: string;
  /** The project. 项目 */
  projectId: string;
  /** Why outside the district. 辖区外使用理由 */
  reason?: string | null | undefined;
  /** Payment voucher; left out, it is committed only. 付款凭证号 */
  voucherNo?: string | null | undefined;
};

/** State of a disbursement. 拨付状态 */
export type DisbursementState =
  /** Taken out of the balance, not yet paid. 已承诺 */
  | 'COMMITTED'
  /** Paid to the project. 已拨付 */
  | 'PAID'
  /** Undone; the money is back in the fund. 已冲回 */
  | 'REVERSED';

/** Gives in one step: cash and gifts at a site are confirmed at once, online and bank payments are PAID until confirmed. 捐赠 */
export type DonateInput = {
  /** Amount in fen, more than zero. 金额(分) */
  amountFen: number;
  /** True: the giver is answered to nobody but himself. 是否匿名 */
  anonymous: boolean;
  /** How it is paid. 捐赠渠道 */
  channel: DonationChannel;
  /** The receiving charity; for a project only. 受赠慈善组织(仅定向项目) */
  charityUscc?: string | null | undefined;
  /** Where it is raised; for a project only. 募集地区(仅定向项目) */
  districtCode?: string | null | undefined;
  /** The giver; may be left out for an anonymous gift. 捐赠人 */
  donorId?: string | null | undefined;
  /** Your own key for this request: a repeat with the same key answers the first result. 幂等键 */
  idempotencyKey: string;
  /** What it is designated to. 定向对象类别 */
  purpose: DonationPurpose;
  /** Key of the campaign, fund, project or site. 定向对象标识 */
  targetId: string;
  /** What it should be used for. 捐赠意向 */
  wish?: string | null | undefined;
};

/** How a donation was paid. 捐赠渠道 */
export type DonationChannel =
  /** Bank transfer. 银行转账 */
  | 'BANK_TRANSFER'
  /** Cash at the charity. 现金 */
  | 'CASH'
  /** At a community donation site. 社区慈善捐赠站点 */
  | 'DONATION_SITE'
  /** Through a designated internet platform. 互联网募捐平台 */
  | 'ONLINE_PLATFORM';

/** What a donation is designated to. 定向捐赠对象类别 */
export type DonationPurpose =
  /** A fundraising campaign. 募捐活动 */
  | 'CAMPAIGN'
  /** A community charity fund. 社区慈善基金 */
  | 'FUND'
  /** A service project. 服务项目 */
  | 'PROJECT'
  /** A donation site. 捐赠站点 */
  | 'SITE';

/** State of a donation. 捐赠状态 */
export type DonationState =
  /** In the account of the charity; only now it counts as raised. 已到账 */
  | 'CONFIRMED'
  /** Paid, on its way to the account of the charity. 已付款 */
  | 'PAID'
  /** Promised. 已认捐 */
  | 'PLEDGED'
  /** Given back. 已退款 */
  | 'REFUNDED';

/** Files a resident’s need. 居民需求建档 */
export type FileNeedInput = {
  /** Category. 类别 */
  category: string;
  /** Community. 所在社区 */
  communityId: string;
  /** What is needed. 需求描述 */
  description: string;
  /** Group of beneficiaries. 服务对象 */
  group: BeneficiaryGroup;
  /** Whose need it is. 需求人 */
  personId?: string | null | undefined;
};

/** Issues a certificate with the confirmed total of the period: who records certifies. 出具服务证明 */
export type IssueCertificateInput = {
  /** The RecordCertificate concerned. 相关记录 */
  id: string;
};

/** Issues the receipt of a confirmed donation, once (Charity Law art. 38). 开具捐赠票据 */
export type IssueReceiptInput = {
  /** The donation. 捐赠 */
  donationId: string;
  /** Who handles it. 经手人 */
  handler: string;
};

/** Matches a verified need with a volunteer activity. 需求对接志愿活动 */
export type MatchNeedInput = {
  /** The activity that answers it. 志愿活动 */
  activityId: string;
  /** The need. 需求 */
  id: string;
};

/** State of a resident need (S3-24). 需求状态 */
export type NeedState =
  /** Closed. 已办结 */
  | 'CLOSED'
  /** Filed. 已建档 */
  | 'FILED'
  /** Matched with a service. 已对接 */
  | 'MATCHED'
  /** Served. 已服务 */
  | 'SERVED'
  /** Verified. 已核实 */
  | 'VERIFIED';

/** Why an action was not done; the list is closed. 操作未完成的原因 */
export type ProblemCode =
  /** No place is left. 名额已满 */
  | 'CAPACITY_REACHED'
  /** Another change came first; read again and retry. 并发冲突,请重试 */
  | 'CONFLICT'
  /** Such a record exists already. 记录重复 */
  | 'DUPLICATE'
  /** The caller may not do this. 无权操作 */
  | 'FORBIDDEN'
  /** The idempotency key was used for a different request. 幂等键冲突 */
  | 'IDEMPOTENCY_CONFLICT'
  /** The record is not in a state that allows this step. 当前状态不允许此操作 */
  | 'ILLEGAL_TRANSITION'
  /** The balance does not cover the amount. 余额不足 */
  | 'INSUFFICIENT_FUNDS'
  /** Not a valid unified social credit code (GB 32100). 统一社会信用代码无效 */
  | 'INVALID_CREDIT_CODE'
  /** Not a valid administrative division code (GB/T 2260). 行政区划代码无效 */
  | 'INVALID_DIVISION_CODE'
  /** Not a valid citizen identification number (GB 11643). 公民身份号码无效 */
  | 'INVALID_ID_NUMBER'
  /** A value is missing, too long, out of range or malformed. 输入无效 */
  | 'INVALID_INPUT'
  /** The end does not come after the start, or lies outside what is allowed. 时间段无效 */
  | 'INVALID_PERIOD'
  /** The named record does not exist here. 记录不存在 */
  | 'NOT_FOUND'
  /** The time overlaps with another record. 时间重叠 */
  | 'OVERLAP'
  /** A rule of the policy texts is not met; `rule` names it. 不符合政策规定 */
  | 'RULE_BROKEN'
  /** A record that the input refers to does not exist. 引用的记录不存在 */
  | 'UNKNOWN_REFERENCE';

/** Publishes an activity; it takes applications. 发布活动 */
export type PublishActivityInput = {
  /** The VolunteerActivity concerned. 相关记录 */
  id: string;
};

/** Records service of a volunteer who was accepted for the shift; minutes are computed. 录入服务记录 */
export type RecordServiceInput = {
  /** End of service. 结束时间 */
  endedAt: string;
  /** Your own key for this request: a repeat with the same key answers the first result. 幂等键 */
  idempotencyKey: string;
  /** The shift. 班次 */
  shiftId: string;
  /** Start of service, without travel. 开始时间(不含路途) */
  startedAt: string;
  /** The volunteer. 志愿者 */
  volunteerId: string;
};

/** State of a service record; only confirmed ones count (S0-24). 服务记录状态 */
export type RecordState =
  /** Confirmed by the host. 已确认 */
  | 'CONFIRMED'
  /** Recorded, not confirmed. 待确认 */
  | 'PENDING'
  /** Voided; kept for the record. 已作废 */
  | 'VOIDED';

/** Requests a certificate for a period. 申请服务证明 */
export type RequestCertificateInput = {
  /** First day. 起始日期 */
  periodFrom: string;
  /** Last day. 截止日期 */
  periodTo: string;
  /** The volunteer. 志愿者 */
  volunteerId: string;
};

/** Records that a matched need was served. 需求已服务 */
export type ServeNeedInput = {
  /** The ResidentNeed concerned. 相关记录 */
  id: string;
};

/** Career level of a social worker, in order (S3-30). 社工职业级别 */
export type SocialWorkLevel =
  /** Assistant social worker. 助理社会工作师 */
  | 'ASSISTANT'
  /** Senior social worker. 高级社会工作师 */
  | 'SENIOR'
  /** Social worker. 社会工作师 */
  | 'SOCIAL_WORKER';

/** Verifies a filed need. 核实需求 */
export type VerifyNeedInput = {
  /** The ResidentNeed concerned. 相关记录 */
  id: string;
};

export type DonateMutationVariables = Exact<{
  input: DonateInput;
}>;


export type DonateMutation = { donate:
    | { __typename: 'Donation', id: string, state: DonationState, amountFen: number, receipt: { no: string, amountInWords: string } | null }
    | { __typename: 'Problem', code: ProblemCode, message: string, field: string | null, rule: string | null }
   };

export type IssueReceiptMutationVariables = Exact<{
  input: IssueReceiptInput;
}>;


export type IssueReceiptMutation = { issueReceipt:
    | { __typename: 'DonationReceipt', no: string, amountInWords: string }
    | { __typename: 'Problem', code: ProblemCode, message: string, field: string | null, rule: string | null }
   };

export type DisburseMutationVariables = Exact<{
  input: DisburseInput;
}>;


export type DisburseMutation = { disburse:
    | { __typename: 'Disbursement', id: string, state: DisbursementState, outOfDistrict: boolean }
    | { __typename: 'Problem', code: ProblemCode, message: string, field: string | null, rule: string | null }
   };

export type DonationTrailQueryVariables = Exact<{
  id: string;
}>;


export type DonationTrailQuery = { donation: { amountFen: number, anonymous: boolean, donor: { id: string } | null, fund: { id: string, name: string, balanceFen: number, raisedFen: number, disbursements: { edges: Array<{ node: { id: string, amountFen: number, project: { id: string, title: string, disbursedFen: number, volunteerMinutes: number | null, leadOrganization: { name: string } } } }> } } | null } | null };

export type RefusedFragment = { code: ProblemCode, message: string, field: string | null, rule: string | null };

export type FileNeedMutationVariables = Exact<{
  input: FileNeedInput;
}>;


export type FileNeedMutation = { fileNeed:
    | { __typename: 'Problem', code: ProblemCode, message: string, field: string | null, rule: string | null }
    | { __typename: 'ResidentNeed', id: string, state: NeedState }
   };

export type VerifyNeedMutationVariables = Exact<{
  input: VerifyNeedInput;
}>;


export type VerifyNeedMutation = { verifyNeed:
    | { __typename: 'Problem', code: ProblemCode, message: string, field: string | null, rule: string | null }
    | { __typename: 'ResidentNeed', id: string, state: NeedState }
   };

export type MatchNeedMutationVariables = Exact<{
  input: MatchNeedInput;
}>;


export type MatchNeedMutation = { matchNeed:
    | { __typename: 'Problem', code: ProblemCode, message: string, field: string | null, rule: string | null }
    | { __typename: 'ResidentNeed', id: string, state: NeedState }
   };

export type ServeNeedMutationVariables = Exact<{
  input: ServeNeedInput;
}>;


export type ServeNeedMutation = { serveNeed:
    | { __typename: 'Problem', code: ProblemCode, message: string, field: string | null, rule: string | null }
    | { __typename: 'ResidentNeed', id: string, state: NeedState }
   };

export type CreateActivityMutationVariables = Exact<{
  input: CreateActivityInput;
}>;


export type CreateActivityMutation = { createActivity:
    | { __typename: 'Problem', code: ProblemCode, message: string, field: string | null, rule: string | null }
    | { __typename: 'VolunteerActivity', id: string, state: ActivityState, shifts: { edges: Array<{ node: { id: string, startsAt: string, endsAt: string, positions: number } }> } }
   };

export type PublishActivityMutationVariables = Exact<{
  input: PublishActivityInput;
}>;


export type PublishActivityMutation = { publishActivity:
    | { __typename: 'Problem', code: ProblemCode, message: string, field: string | null, rule: string | null }
    | { __typename: 'VolunteerActivity', id: string, state: ActivityState }
   };

export type ApplyForShiftMutationVariables = Exact<{
  input: ApplyForShiftInput;
}>;


export type ApplyForShiftMutation = { applyForShift:
    | { __typename: 'Application', id: string, state: ApplicationState }
    | { __typename: 'Problem', code: ProblemCode, message: string, field: string | null, rule: string | null }
   };

export type RecordServiceMutationVariables = Exact<{
  input: RecordServiceInput;
}>;


export type RecordServiceMutation = { recordService:
    | { __typename: 'Problem', code: ProblemCode, message: string, field: string | null, rule: string | null }
    | { __typename: 'ServiceRecord', id: string, state: RecordState, minutes: number }
   };

export type ConfirmServiceRecordMutationVariables = Exact<{
  input: ConfirmServiceRecordInput;
}>;


export type ConfirmServiceRecordMutation = { confirmServiceRecord:
    | { __typename: 'Problem', code: ProblemCode, message: string, field: string | null, rule: string | null }
    | { __typename: 'ServiceRecord', id: string, state: RecordState, minutes: number }
   };

export type RequestCertificateMutationVariables = Exact<{
  input: RequestCertificateInput;
}>;


export type RequestCertificateMutation = { requestCertificate:
    | { __typename: 'Problem', code: ProblemCode, message: string, field: string | null, rule: string | null }
    | { __typename: 'RecordCertificate', id: string, certNo: string, state: CertificateState }
   };

export type IssueCertificateMutationVariables = Exact<{
  input: IssueCertificateInput;
}>;


export type IssueCertificateMutation = { issueCertificate:
    | { __typename: 'Problem', code: ProblemCode, message: string, field: string | null, rule: string | null }
    | { __typename: 'RecordCertificate', id: string, certNo: string, state: CertificateState, minutes: number | null, records: number | null }
   };

export type VerifyCertificateQueryVariables = Exact<{
  certNo: string;
}>;


export type VerifyCertificateQuery = { verifyCertificate: { certNo: string, periodFrom: string, periodTo: string, minutes: number | null, state: CertificateState } | null };

export type NeedJourneyQueryVariables = Exact<{
  id: string;
}>;


export type NeedJourneyQuery = { residentNeed: { state: NeedState, community: { name: string, district: { name: string } }, activity: { title: string, confirmedMinutes: number | null, hostOrganization: { name: string } } | null, activities: { edges: Array<{ node: { id: string, confirmedMinutes: number | null } }> } } | null };

export type PickForActivityQueryVariables = Exact<{
  first: number;
}>;


export type PickForActivityQuery = { serviceProjects: { edges: Array<{ node: { id: string, district: { code: string }, leadOrganization: { uscc: string } } }> }, communities: { edges: Array<{ node: { id: string, district: { code: string } } }> }, volunteers: { edges: Array<{ node: { id: string, volunteerNo: string } }> }, serviceRecords: { edges: Array<{ node: { id: string } }> }, charityFunds: { edges: Array<{ node: { id: string, state: CharityFundState, balanceFen: number, district: { code: string } } }> } };

export type PersonOverDepartmentsQueryVariables = Exact<{
  id: string;
}>;


export type PersonOverDepartmentsQuery = { person: { id: string, name: string | null, serviceMinutes: number, socialWorker: { level: SocialWorkLevel | null, employer: { name: string } } | null, volunteer: { volunteerNo: string, starLevel: number, confirmedMinutes: number } | null, donor: { id: string } | null, honours: { totalCount: number, edges: Array<{ node: { title: string } }> } } | null };

export type LiveActivitySubscriptionVariables = Exact<{
  filter?: ActivityFilter | null | undefined;
  after?: string | null | undefined;
}>;


export type LiveActivitySubscription = { activityFeed: { id: string, type: string, department: string, cursor: string, occurredAt: string, organization: { name: string } | null, project: { title: string, volunteerMinutes: number | null, raisedFen: number } | null, subject:
      | { __typename: 'ActionItem' }
      | { __typename: 'Application' }
      | { __typename: 'AwardProgramme' }
      | { __typename: 'Commendation' }
      | { __typename: 'Community' }
      | { __typename: 'CommunityCharityFund' }
      | { __typename: 'Disbursement' }
      | { __typename: 'District' }
      | { __typename: 'Donation', amountFen: number }
      | { __typename: 'DonationReceipt' }
      | { __typename: 'DonationSite' }
      | { __typename: 'FundraisingCampaign' }
      | { __typename: 'FundraisingQualification' }
      | { __typename: 'JointConference' }
      | { __typename: 'Meeting' }
      | { __typename: 'Nomination' }
      | { __typename: 'Organization' }
      | { __typename: 'Person' }
      | { __typename: 'PolicyDocument' }
      | { __typename: 'RecordCertificate' }
      | { __typename: 'ResidentNeed', state: NeedState, community: { name: string } }
      | { __typename: 'ServiceCenter' }
      | { __typename: 'ServiceProject' }
      | { __typename: 'ServiceRecord', minutes: number, volunteer: { volunteerNo: string } | null }
      | { __typename: 'ServiceStation' }
      | { __typename: 'SocialWorker' }
      | { __typename: 'Target' }
      | { __typename: 'Volunteer' }
      | { __typename: 'VolunteerActivity', title: string }
      | { __typename: 'VolunteerTeam' }
     | null } };

export const RefusedFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refused"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Problem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"rule"}}]}}]} as unknown as DocumentNode<RefusedFragment, unknown>;
export const DonateDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"Donate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DonateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"donate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Donation"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"amountFen"}},{"kind":"Field","name":{"kind":"Name","value":"receipt"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"no"}},{"kind":"Field","name":{"kind":"Name","value":"amountInWords"}}]}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refused"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refused"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Problem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"rule"}}]}}]} as unknown as DocumentNode<DonateMutation, DonateMutationVariables>;
export const IssueReceiptDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"IssueReceipt"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"IssueReceiptInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"issueReceipt"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DonationReceipt"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"no"}},{"kind":"Field","name":{"kind":"Name","value":"amountInWords"}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refused"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refused"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Problem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"rule"}}]}}]} as unknown as DocumentNode<IssueReceiptMutation, IssueReceiptMutationVariables>;
export const DisburseDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"Disburse"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DisburseInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"disburse"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Disbursement"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"outOfDistrict"}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refused"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refused"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Problem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"rule"}}]}}]} as unknown as DocumentNode<DisburseMutation, DisburseMutationVariables>;
export const DonationTrailDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"DonationTrail"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"donation"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amountFen"}},{"kind":"Field","name":{"kind":"Name","value":"anonymous"}},{"kind":"Field","name":{"kind":"Name","value":"donor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"fund"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"balanceFen"}},{"kind":"Field","name":{"kind":"Name","value":"raisedFen"}},{"kind":"Field","name":{"kind":"Name","value":"disbursements"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"amountFen"}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"disbursedFen"}},{"kind":"Field","name":{"kind":"Name","value":"volunteerMinutes"}},{"kind":"Field","name":{"kind":"Name","value":"leadOrganization"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<DonationTrailQuery, DonationTrailQueryVariables>;
export const FileNeedDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"FileNeed"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"FileNeedInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fileNeed"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ResidentNeed"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refused"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refused"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Problem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"rule"}}]}}]} as unknown as DocumentNode<FileNeedMutation, FileNeedMutationVariables>;
export const VerifyNeedDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"VerifyNeed"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"VerifyNeedInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verifyNeed"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ResidentNeed"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refused"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refused"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Problem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"rule"}}]}}]} as unknown as DocumentNode<VerifyNeedMutation, VerifyNeedMutationVariables>;
export const MatchNeedDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"MatchNeed"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"MatchNeedInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"matchNeed"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ResidentNeed"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refused"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refused"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Problem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"rule"}}]}}]} as unknown as DocumentNode<MatchNeedMutation, MatchNeedMutationVariables>;
export const ServeNeedDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ServeNeed"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ServeNeedInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"serveNeed"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ResidentNeed"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refused"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refused"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Problem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"rule"}}]}}]} as unknown as DocumentNode<ServeNeedMutation, ServeNeedMutationVariables>;
export const CreateActivityDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateActivity"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateActivityInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createActivity"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"VolunteerActivity"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"shifts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"startsAt"}},{"kind":"Field","name":{"kind":"Name","value":"endsAt"}},{"kind":"Field","name":{"kind":"Name","value":"positions"}}]}}]}}]}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refused"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refused"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Problem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"rule"}}]}}]} as unknown as DocumentNode<CreateActivityMutation, CreateActivityMutationVariables>;
export const PublishActivityDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"PublishActivity"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PublishActivityInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"publishActivity"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"VolunteerActivity"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refused"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refused"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Problem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"rule"}}]}}]} as unknown as DocumentNode<PublishActivityMutation, PublishActivityMutationVariables>;
export const ApplyForShiftDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ApplyForShift"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ApplyForShiftInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"applyForShift"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Application"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refused"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refused"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Problem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"rule"}}]}}]} as unknown as DocumentNode<ApplyForShiftMutation, ApplyForShiftMutationVariables>;
export const RecordServiceDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RecordService"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RecordServiceInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"recordService"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ServiceRecord"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"minutes"}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refused"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refused"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Problem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"rule"}}]}}]} as unknown as DocumentNode<RecordServiceMutation, RecordServiceMutationVariables>;
export const ConfirmServiceRecordDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ConfirmServiceRecord"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ConfirmServiceRecordInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"confirmServiceRecord"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ServiceRecord"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"minutes"}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refused"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refused"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Problem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"rule"}}]}}]} as unknown as DocumentNode<ConfirmServiceRecordMutation, ConfirmServiceRecordMutationVariables>;
export const RequestCertificateDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RequestCertificate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RequestCertificateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requestCertificate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RecordCertificate"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"certNo"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refused"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refused"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Problem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"rule"}}]}}]} as unknown as DocumentNode<RequestCertificateMutation, RequestCertificateMutationVariables>;
export const IssueCertificateDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"IssueCertificate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"IssueCertificateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"issueCertificate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RecordCertificate"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"certNo"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"minutes"}},{"kind":"Field","name":{"kind":"Name","value":"records"}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refused"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refused"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Problem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"rule"}}]}}]} as unknown as DocumentNode<IssueCertificateMutation, IssueCertificateMutationVariables>;
export const VerifyCertificateDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"VerifyCertificate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"certNo"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verifyCertificate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"certNo"},"value":{"kind":"Variable","name":{"kind":"Name","value":"certNo"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"certNo"}},{"kind":"Field","name":{"kind":"Name","value":"periodFrom"}},{"kind":"Field","name":{"kind":"Name","value":"periodTo"}},{"kind":"Field","name":{"kind":"Name","value":"minutes"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}}]}}]} as unknown as DocumentNode<VerifyCertificateQuery, VerifyCertificateQueryVariables>;
export const NeedJourneyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"NeedJourney"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"residentNeed"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"community"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"district"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"activity"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"confirmedMinutes"}},{"kind":"Field","name":{"kind":"Name","value":"hostOrganization"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"activities"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"5"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"confirmedMinutes"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<NeedJourneyQuery, NeedJourneyQueryVariables>;
export const PickForActivityDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"PickForActivity"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"serviceProjects"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"state"},"value":{"kind":"EnumValue","value":"RUNNING"}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"district"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}}]}},{"kind":"Field","name":{"kind":"Name","value":"leadOrganization"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"uscc"}}]}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"communities"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"district"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"volunteers"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"state"},"value":{"kind":"EnumValue","value":"ACTIVE"}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"volunteerNo"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"serviceRecords"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"state"},"value":{"kind":"EnumValue","value":"PENDING"}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"charityFunds"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"balanceFen"}},{"kind":"Field","name":{"kind":"Name","value":"district"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<PickForActivityQuery, PickForActivityQueryVariables>;
export const PersonOverDepartmentsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"PersonOverDepartments"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"person"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"socialWorker"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"level"}},{"kind":"Field","name":{"kind":"Name","value":"employer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"volunteer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"volunteerNo"}},{"kind":"Field","name":{"kind":"Name","value":"starLevel"}},{"kind":"Field","name":{"kind":"Name","value":"confirmedMinutes"}}]}},{"kind":"Field","name":{"kind":"Name","value":"serviceMinutes"}},{"kind":"Field","name":{"kind":"Name","value":"donor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"honours"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"5"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"title"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<PersonOverDepartmentsQuery, PersonOverDepartmentsQueryVariables>;
export const LiveActivityDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"LiveActivity"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ActivityFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"activityFeed"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"department"}},{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"occurredAt"}},{"kind":"Field","name":{"kind":"Name","value":"organization"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"volunteerMinutes"}},{"kind":"Field","name":{"kind":"Name","value":"raisedFen"}}]}},{"kind":"Field","name":{"kind":"Name","value":"subject"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ServiceRecord"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"minutes"}},{"kind":"Field","name":{"kind":"Name","value":"volunteer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"volunteerNo"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Donation"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amountFen"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ResidentNeed"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"community"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"VolunteerActivity"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"title"}}]}}]}}]}}]}}]} as unknown as DocumentNode<LiveActivitySubscription, LiveActivitySubscriptionVariables>;