/** Size and identity of a synthetic world. */
export interface WorldOptions {
  /** 1 to 1 000 000. */
  readonly people: number;
  readonly seed: number;
  /** `YYYY-MM-DD` in China; all times are relative to it. */
  readonly today: string;
  readonly personIdKey: Buffer;
}

export interface SeedPerson {
  readonly index: number;
  /** PersonId. */
  readonly id: string;
  /** Valid check character, but an address code that begins with 99, which no place has: synthetic by construction. */
  readonly idNumber: string;
  readonly name: string;
  readonly sex: 'MALE' | 'FEMALE';
  readonly birthDate: string;
  readonly community: SeedCommunity;
  readonly phone: string;
  readonly address: string;
}

export type OrganizationRole =
  | 'CIVIL_AFFAIRS'
  | 'YOUTH_LEAGUE'
  | 'CIVILIZATION_OFFICE'
  | 'SOCIAL_WORK_COMMITTEE'
  | 'DISTRICT_CIVIL_AFFAIRS'
  | 'TOWN_GOVERNMENT'
  | 'CHARITY_SERVICE_CENTER'
  | 'CHARITY_FEDERATION'
  | 'DISTRICT_CHARITY_FEDERATION'
  | 'SOCIAL_WORK_ASSOCIATION'
  | 'VOLUNTEER_FEDERATION'
  | 'SOCIAL_WORK_AGENCY'
  | 'VOLUNTEER_ORGANIZATION'
  | 'COMMUNITY_FOUNDATION'
  | 'JOINT_FUNDRAISING_CENTER';

export interface SeedOrganization {
  readonly uscc: string;
  readonly name: string;
  readonly type: 'PUBLIC_BODY' | 'SOCIAL_ASSOCIATION' | 'SOCIAL_SERVICE_INSTITUTION' | 'FOUNDATION';
  readonly role: OrganizationRole;
  readonly districtCode: string;
  readonly registeredOn: string;
}

export interface SeedCommunity {
  readonly index: number;
  readonly id: string;
  readonly name: string;
  /** Town level. */
  readonly districtCode: string;
  readonly urbanRural: 'URBAN' | 'RURAL';
  /** Whether a rural community has the conditions for professional staff (S3-02). */
  readonly conditionsMet: boolean;
  /** How many community workers of any kind it has. */
  readonly communityWorkers: number;
}

export interface SeedSite {
  readonly index: number;
  readonly id: string;
  readonly kind: 'STATION' | 'CENTER';
  readonly code: string;
  readonly name: string;
  readonly districtCode: string;
  readonly operatorUscc: string;
  readonly openedOn: string;
  readonly hotline: string;
  /** Stations only. MANDATED: one of the 64 resettlement streets of S2-01 (our synthetic choice; the list is not public). */
  readonly coverage: 'MANDATED' | 'OPTIONAL';
  /** Stations only: contracted headcount. */
  readonly headcount: number;
  /** Centres only, in square metres; at least 300 (S1-04). */
  readonly floorAreaSqm: number;
}

export interface SeedSocialWorker {
  readonly index: number;
  readonly id: string;
  readonly personIndex: number;
  readonly employerUscc: string;
  readonly communityId: string | null;
  readonly level: 'ASSISTANT' | 'SOCIAL_WORKER' | 'SENIOR';
  readonly certNo: string;
  /** Day on which the first level was reached; each next level came three years later. */
  readonly firstIssuedOn: string;
}

export interface SeedTeam {
  readonly index: number;
  readonly id: string;
  readonly name: string;
  readonly sponsorUscc: string;
  readonly districtCode: string;
  readonly formedOn: string;
}

export interface SeedVolunteer {
  readonly index: number;
  readonly id: string;
  readonly volunteerNo: string;
  readonly personIndex: number;
  readonly team: SeedTeam;
  readonly registeredAt: Date;
  readonly skills: readonly string[];
  readonly serviceAreas: readonly string[];
}

export interface SeedProject {
  readonly index: number;
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly domain:
    | 'INTEGRATION'
    | 'SOCIAL_ASSISTANCE'
    | 'ELDERLY_CARE'
    | 'LEFT_BEHIND_CHILDREN'
    | 'GRASSROOTS_GOVERNANCE'
    | 'SOCIAL_AFFAIRS';
  readonly linkageModes: readonly ('VOLUNTEER_ASSISTS' | 'SOCIAL_WORKER_GUIDES')[];
  readonly leadUscc: string;
  readonly siteId: string;
  readonly districtCode: string;
  readonly state: 'PROPOSED' | 'APPROVED' | 'RUNNING' | 'COMPLETED' | 'CLOSED';
  readonly from: string;
  readonly to: string;
  readonly budgetFen: number;
  readonly volunteerPositions: number;
  readonly guideSocialWorkerId: string | null;
}

export interface SeedNeed {
  readonly index: number;
  readonly id: string;
  readonly communityId: string;
  readonly category: string;
  readonly group: 'ELDERLY' | 'YOUTH' | 'SPECIAL';
  readonly description: string;
  readonly personIndex: number;
  readonly state: 'FILED' | 'VERIFIED' | 'MATCHED' | 'SERVED' | 'CLOSED';
  readonly filedAt: Date;
}

export interface SeedActivity {
  readonly index: number;
  readonly id: string;
  readonly title: string;
  readonly projectId: string | null;
  readonly needId: string | null;
  readonly hostUscc: string;
  readonly siteId: string | null;
  readonly districtCode: string;
  readonly shifts: readonly SeedShift[];
}

export interface SeedShift {
  readonly index: number;
  readonly id: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly positions: number;
  /** Seats taken: volunteers `firstVolunteer` … `firstVolunteer + taken - 1`, at most `positions`. */
  readonly firstVolunteer: number;
  readonly taken: number;
  readonly state: 'PAST' | 'COMING';
}

/** One volunteer on one shift; with a service record when the shift is over. */
export interface SeedParticipation {
  readonly applicationId: string;
  readonly volunteerIndex: number;
  readonly shift: SeedShift;
  readonly activity: SeedActivity;
  readonly appliedAt: Date;
  readonly record: SeedServiceRecord | null;
}

export interface SeedServiceRecord {
  readonly id: string;
  readonly startedAt: Date;
  readonly endedAt: Date;
  readonly minutes: number;
  readonly state: 'PENDING' | 'CONFIRMED';
  readonly recordedAt: Date;
}

export interface SeedCampaign {
  readonly index: number;
  readonly id: string;
  readonly title: string;
  readonly charityUscc: string;
  readonly projectId: string;
  readonly districtCode: string;
  readonly goalFen: number;
  readonly filedOn: string;
  readonly from: string;
  readonly to: string;
  readonly state: 'FILED' | 'RUNNING' | 'CLOSED' | 'DISCLOSED';
}

export interface SeedFund {
  readonly index: number;
  readonly id: string;
  readonly name: string;
  readonly hostUscc: string;
  readonly initiatorUscc: string;
  /** Town level. */
  readonly districtCode: string;
  readonly communityId: string | null;
  readonly seedFen: number;
  readonly openedOn: string;
}

export interface SeedDonor {
  readonly index: number;
  readonly id: string;
  readonly personIndex: number;
  readonly consentToPublish: boolean;
}

export interface SeedDonation {
  readonly id: string;
  /** Null: nobody knows who gave. */
  readonly donorIndex: number | null;
  /** The donor does not want to be named; the charity may know him all the same. */
  readonly anonymous: boolean;
  readonly amountFen: number;
  readonly receivedAt: Date;
  readonly designation: { readonly kind: 'CAMPAIGN' | 'FUND' | 'PROJECT'; readonly id: string };
  /** The project that it serves, directly or through its campaign; null for a fund. */
  readonly projectId: string | null;
}

export interface SeedDisbursement {
  readonly id: string;
  readonly fund: SeedFund;
  readonly projectId: string;
  readonly districtCode: string;
  readonly amountFen: number;
  readonly paidAt: Date;
  /** Given when the project is outside the fund's town (S4-08). */
  readonly reason: string | null;
}

export interface SeedDonationSite {
  readonly id: string;
  readonly siteId: string;
  readonly sponsorUscc: string;
  readonly openedOn: string;
  readonly accepts: readonly ('MONEY' | 'GOODS')[];
}

export interface SeedHonour {
  readonly id: string;
  readonly nominee: {
    readonly type: 'Person' | 'Organization' | 'ServiceProject' | 'Volunteer' | 'SocialWorker';
    readonly key: string;
  };
  readonly title: string;
  readonly level: 'CITY' | 'DISTRICT';
  readonly issuedOn: string;
  /** 0 or 1: which of the two seeded award programmes it belongs to. */
  readonly programme: number;
}

/** A synthetic city and its neighbours: the same options give the same world in every department. */
export interface World {
  readonly options: WorldOptions;
  readonly organizations: readonly SeedOrganization[];
  readonly communities: readonly SeedCommunity[];
  readonly sites: readonly SeedSite[];
  readonly teams: readonly SeedTeam[];
  readonly projects: readonly SeedProject[];
  readonly needs: readonly SeedNeed[];
  readonly activities: readonly SeedActivity[];
  readonly campaigns: readonly SeedCampaign[];
  readonly funds: readonly SeedFund[];
  readonly donationSites: readonly SeedDonationSite[];
  readonly honours: readonly SeedHonour[];
  readonly socialWorkerCount: number;
  readonly volunteerCount: number;
  readonly donorCount: number;
  /** Organisations that play a role, in order. */
  byRole(...roles: OrganizationRole[]): readonly SeedOrganization[];
  person(index: number): SeedPerson;
  socialWorker(index: number): SeedSocialWorker;
  volunteer(index: number): SeedVolunteer;
  donor(index: number): SeedDonor;
  people(): Iterable<SeedPerson>;
  socialWorkers(): Iterable<SeedSocialWorker>;
  volunteers(): Iterable<SeedVolunteer>;
  donors(): Iterable<SeedDonor>;
  /** Applications and service records, shift by shift; no volunteer is on two shifts at once. */
  participations(): Iterable<SeedParticipation>;
  donations(): Iterable<SeedDonation>;
  /** Payments from funds to projects; together never more than the fund's seed money. */
  disbursements(): Iterable<SeedDisbursement>;
}
