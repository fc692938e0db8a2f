import { reference } from '#kit/publishing/reference';

/** Entities of the departments that events are about: each by its key and nothing else. */
export class Person {
  declare id: string;
}
reference(Person, { key: 'id' });

export class Organization {
  declare uscc: string;
}
reference(Organization, { key: 'uscc' });

export class District {
  declare code: string;
}
reference(District, { key: 'code' });

export class Community {
  declare id: string;
}
reference(Community, { key: 'id' });

export class SocialWorker {
  declare id: string;
}
reference(SocialWorker, { key: 'id' });

export class ServiceStation {
  declare id: string;
}
reference(ServiceStation, { key: 'id' });

export class ServiceCenter {
  declare id: string;
}
reference(ServiceCenter, { key: 'id' });

export class ServiceProject {
  declare id: string;
}
reference(ServiceProject, { key: 'id' });

export class ResidentNeed {
  declare id: string;
}
reference(ResidentNeed, { key: 'id' });

export class Volunteer {
  declare id: string;
}
reference(Volunteer, { key: 'id' });

export class VolunteerTeam {
  declare id: string;
}
reference(VolunteerTeam, { key: 'id' });

export class VolunteerActivity {
  declare id: string;
}
reference(VolunteerActivity, { key: 'id' });

export class Application {
  declare id: string;
}
reference(Application, { key: 'id' });

export class ServiceRecord {
  declare id: string;
}
reference(ServiceRecord, { key: 'id' });

export class RecordCertificate {
  declare id: string;
}
reference(RecordCertificate, { key: 'id' });

export class PolicyDocument {
  declare docNo: string;
}
reference(PolicyDocument, { key: 'docNo' });

export class JointConference {
  declare id: string;
}
reference(JointConference, { key: 'id' });

export class Meeting {
  declare id: string;
}
reference(Meeting, { key: 'id' });

export class ActionItem {
  declare id: string;
}
reference(ActionItem, { key: 'id' });

export class AwardProgramme {
  declare id: string;
}
reference(AwardProgramme, { key: 'id' });

export class Target {
  declare id: string;
}
reference(Target, { key: 'id' });

export class Nomination {
  declare id: string;
}
reference(Nomination, { key: 'id' });

export class Commendation {
  declare id: string;
}
reference(Commendation, { key: 'id' });

export class Donation {
  declare id: string;
}
reference(Donation, { key: 'id' });

export class FundraisingCampaign {
  declare id: string;
}
reference(FundraisingCampaign, { key: 'id' });

export class CommunityCharityFund {
  declare id: string;
}
reference(CommunityCharityFund, { key: 'id' });

export class DonationReceipt {
  declare no: string;
}
reference(DonationReceipt, { key: 'no' });

export class FundraisingQualification {
  declare certNo: string;
}
reference(FundraisingQualification, { key: 'certNo' });

export class DonationSite {
  declare id: string;
}
reference(DonationSite, { key: 'id' });

export class Disbursement {
  declare id: string;
}
reference(Disbursement, { key: 'id' });

/** Every entity that an event can be about; an event about anything else answers no subject. */
export const SUBJECTS = [
  Person,
  Organization,
  District,
  Community,
  SocialWorker,
  ServiceStation,
  ServiceCenter,
  ServiceProject,
  ResidentNeed,
  Volunteer,
  VolunteerTeam,
  VolunteerActivity,
  Application,
  ServiceRecord,
  RecordCertificate,
  PolicyDocument,
  JointConference,
  Meeting,
  ActionItem,
  AwardProgramme,
  Target,
  Nomination,
  Commendation,
  Donation,
  FundraisingCampaign,
  CommunityCharityFund,
  DonationReceipt,
  FundraisingQualification,
  DonationSite,
  Disbursement,
] as const;
