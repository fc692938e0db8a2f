import { FundraisingCampaign } from './campaigns/campaign.entity.js';
import { defineDepartment } from '#kit/department';
import { FundraisingCampaignTable } from './campaigns/campaign.entity.js';
import { campaignRegister, FundraisingCampaignResolver } from './campaigns/campaign.resolver.js';
import { discloseCampaign } from './campaigns/disclose-campaign.js';
import { fileCampaign } from './campaigns/file-campaign.js';
import { closeCampaign, launchCampaign, pauseCampaign } from './campaigns/move-campaign.js';
import { CampaignReportTable } from './campaigns/report.entity.js';
import { disburse } from './disbursements/disburse.js';
import { DisbursementTable } from './disbursements/disbursement.entity.js';
import { disbursementRegister } from './disbursements/disbursement.resolver.js';
import { payDisbursement } from './disbursements/pay-disbursement.js';
import { confirmDonation } from './donations/confirm-donation.js';
import { donate } from './donations/donate.js';
import { DonationTable } from './donations/donation.entity.js';
import { donationRegister, DonationResolver } from './donations/donation.resolver.js';
import { payDonation } from './donations/pay-donation.js';
import { pledgeDonation } from './donations/pledge-donation.js';
import { refundDonation } from './donations/refund-donation.js';
import { DonorTable } from './donors/donor.entity.js';
import { DonorResolver } from './donors/donor.resolver.js';
import { registerDonor } from './donors/register-donor.js';
import { events } from './events.js';
import { applyForFund } from './funds/apply-for-fund.js';
import { FundEntryTable } from './funds/fund-entry.entity.js';
import { CommunityCharityFundTable } from './funds/fund.entity.js';
import { charityFundRegister, CommunityCharityFundResolver } from './funds/fund.resolver.js';
import { activateFund, approveFund, closeFund, restFund, wakeFund } from './funds/move-fund.js';
import { reverseEntry } from './funds/reverse-entry.js';
import { tables } from './migrations/0001-tables.js';
import { rules } from './migrations/0002-rules.js';
import { partnerRows } from './migrations/0003-partner-rows.js';
import { constraints } from './migrations/constraints.js';
import { FundraisingPlatformTable } from './platforms/platform.entity.js';
import { FundraisingQualificationTable } from './qualifications/qualification.entity.js';
import { recordFundraisingQualification } from './qualifications/record-fundraising-qualification.js';
import { revokeFundraisingQualification } from './qualifications/revoke-fundraising-qualification.js';
import { issueReceipt } from './receipts/issue-receipt.js';
import { ReceiptCounterTable } from './receipts/receipt-counter.entity.js';
import { DonationReceiptTable } from './receipts/receipt.entity.js';
import { DonationReceiptOfResolver, DonationReceiptResolver } from './receipts/receipt.resolver.js';
import { Community } from './references/community.reference.js';
import { CommunityResolver } from './references/community.resolver.js';
import { District } from './references/district.reference.js';
import { DistrictResolver } from './references/district.resolver.js';
import { Organization } from './references/organization.reference.js';
import { OrganizationResolver } from './references/organization.resolver.js';
import { Person } from './references/person.reference.js';
import { PersonResolver } from './references/person.resolver.js';
import { ServiceProject } from './references/service-project.reference.js';
import { ServiceProjectResolver } from './references/service-project.resolver.js';
import { ServiceSite } from './references/service-site.reference.js';
import { ServiceSiteResolver } from './references/service-site.resolver.js';
import { seed } from './seed/seed.js';
import { closeDonationSite, openDonationSite, suspendDonationSite } from './sites/move-donation-site.js';
import { planDonationSite } from './sites/plan-donation-site.js';
import { DonationSiteTable } from './sites/site.entity.js';
import { donationSiteRegister, DonationSiteResolver } from './sites/site.resolver.js';

/** Charity federation 慈善会. */
export const department = defineDepartment({
  name: 'charity-federation',
  tables: [
    FundraisingQualificationTable,
    FundraisingPlatformTable,
    DonorTable,
    CommunityCharityFundTable,
    FundraisingCampaignTable,
    CampaignReportTable,
    DonationSiteTable,
    DonationTable,
    DonationReceiptTable,
    ReceiptCounterTable,
    DisbursementTable,
    FundEntryTable,
  ],
  references: [Person, Organization, District, Community, ServiceProject, ServiceSite],
  resolvers: [
    donationRegister,
    campaignRegister,
    charityFundRegister,
    donationSiteRegister,
    disbursementRegister,
    DonorResolver,
    DonationResolver,
    DonationReceiptResolver,
    DonationReceiptOfResolver,
    FundraisingCampaignResolver,
    CommunityCharityFundResolver,
    DonationSiteResolver,
    PersonResolver,
    OrganizationResolver,
    DistrictResolver,
    CommunityResolver,
    ServiceProjectResolver,
    ServiceSiteResolver,
  ],
  actions: {
    recordFundraisingQualification,
    revokeFundraisingQualification,
    registerDonor,
    donate,
    pledgeDonation,
    payDonation,
    confirmDonation,
    refundDonation,
    issueReceipt,
    fileCampaign,
    launchCampaign,
    pauseCampaign,
    closeCampaign,
    discloseCampaign,
    applyForFund,
    approveFund,
    activateFund,
    restFund,
    wakeFund,
    closeFund,
    disburse,
    payDisbursement,
    reverseEntry,
    planDonationSite,
    openDonationSite,
    suspendDonationSite,
    closeDonationSite,
  },
  events,
  deadlines: [
    {
      name: 'closeCampaign',
      entity: FundraisingCampaign,
      table: 'fundraising_campaign',
      dueOn: 'ends_on',
      isOpen: `state in ('FILED', 'RUNNING', 'PAUSED')`,
      organization: 'charity_uscc',
    },
  ],
  migrations: [tables, rules, partnerRows],
  constraints,
  seed,
});
