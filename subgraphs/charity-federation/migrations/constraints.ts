import type { ConstraintProblems } from '#kit/actions/constraint-problems';

/** What breaking a rule of the database is called towards a client. */
export const constraints: ConstraintProblems = {
  fundraising_qualification_pkey: {
    code: 'DUPLICATE',
    message: 'this certificate is recorded already',
    field: 'certNo',
  },
  qualification_one_valid: {
    code: 'DUPLICATE',
    message: 'the organisation holds a valid qualification already',
    field: 'organizationUscc',
    rule: 'S4-05',
  },
  donor_person_id_unique: { code: 'DUPLICATE', message: 'this person is registered as a donor already' },
  donor_organization_uscc_unique: { code: 'DUPLICATE', message: 'this organisation is registered as a donor already' },
  donation_terms_kept: {
    code: 'RULE_BROKEN',
    message: 'amount, giver and purpose of a donation are kept',
    rule: 'S4-14',
  },
  donation_receipt_donation_id_unique: {
    code: 'DUPLICATE',
    message: 'this donation has a receipt already',
    field: 'donationId',
    rule: 'S4-14',
  },
  fundraising_campaign_filing_no_unique: {
    code: 'DUPLICATE',
    message: 'a plan with this filing number exists already',
    field: 'filingNo',
    rule: 'S4-13',
  },
  campaign_report_once: { code: 'DUPLICATE', message: 'this account was published already', rule: 'S4-20' },
  donation_site_one_per_station: {
    code: 'DUPLICATE',
    message: 'this station has a donation site already',
    field: 'stationId',
    rule: 'S4-04',
  },
  community_charity_fund_name_unique: {
    code: 'DUPLICATE',
    message: 'a fund with this name exists already',
    field: 'name',
    rule: 'S4-06',
  },
  charity_fund_one_per_community: {
    code: 'DUPLICATE',
    message: 'this community has a fund already',
    field: 'communityId',
    rule: 'S4-06',
  },
  charity_fund_balance_covered: {
    code: 'INSUFFICIENT_FUNDS',
    message: 'the balance of the fund does not cover the amount',
    field: 'amountFen',
    rule: 'S1-18',
  },
  fund_posting_balances: { code: 'RULE_BROKEN', message: 'the legs of a posting sum up to zero', rule: 'S1-18' },
  fund_posting_reversed_once: { code: 'DUPLICATE', message: 'this posting was reversed already', rule: 'S1-18' },
  fund_entry_donation_booked_once: { code: 'DUPLICATE', message: 'this donation is booked already', rule: 'S4-07' },
  fund_entry_append_only: { code: 'RULE_BROKEN', message: 'entries are reversed, never changed', rule: 'S1-18' },
};
