import type { Seeder } from '#kit/seeding/seeder';
import { createWorld } from '#seed/world';
import { Disbursement } from '../disbursements/disbursement.entity.js';
import { Donation } from '../donations/donation.entity.js';
import { Donor } from '../donors/donor.entity.js';
import { FundEntry } from '../funds/fund-entry.entity.js';
import { CommunityCharityFund } from '../funds/fund.entity.js';
import { FundraisingCampaign } from '../campaigns/campaign.entity.js';
import { CampaignReport } from '../campaigns/report.entity.js';
import { FundraisingQualification } from '../qualifications/qualification.entity.js';
import { DonationReceipt } from '../receipts/receipt.entity.js';
import { ReceiptCounter } from '../receipts/receipt-counter.entity.js';
import { DonationSite } from '../sites/site.entity.js';
import { campaignRows, reportRows } from './campaigns.js';
import { donationRows } from './donations.js';
import { announceHistory } from './history.js';
import { paymentEntries, raisedEntries, seedEntries } from './ledger.js';
import { receiptCounterRows, receiptRows } from './receipts.js';
import { disbursementRows, donorRows, fundRows, qualificationRows, siteRows } from './registers.js';

/** Fills the registers from the synthetic world; donors, donations and the book are streamed. */
export async function seed(seeder: Seeder): Promise<void> {
  const world = createWorld(seeder.options);
  await seeder.insert(FundraisingQualification, qualificationRows(world));
  await seeder.insert(Donor, donorRows(world));
  await seeder.insert(CommunityCharityFund, fundRows(world));
  await seeder.insert(FundraisingCampaign, campaignRows(world));
  await seeder.insert(DonationSite, siteRows(world));
  await seeder.insert(Donation, donationRows(world));
  await seeder.insert(Disbursement, disbursementRows(world));
  // Income first: the database refuses a balance below zero at every moment.
  await seeder.insert(FundEntry, seedEntries(world));
  await seeder.insert(FundEntry, raisedEntries(world));
  await seeder.insert(FundEntry, paymentEntries(world));
  await seeder.insert(CampaignReport, reportRows(world));
  await seeder.insert(DonationReceipt, receiptRows(world));
  await seeder.insert(ReceiptCounter, receiptCounterRows(world));
  announceHistory(seeder, world);
}
