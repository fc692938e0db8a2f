import type { Migration } from '#kit/migrations/migration';

/** Rules that must hold however many changes come at once; each is named, and mapped to a problem in constraints.ts. */
export const rules: Migration = {
  name: '0002-rules',
  up: [
    // S4-13: the register of designated platforms starts with these; 广益联募 is the one of the policy text.
    `insert into fundraising_platform (code, name, designated) values
       ('GYLM', '广益联募', true), ('TXGY', '腾讯公益', true)`,

    `create unique index qualification_one_valid on fundraising_qualification (organization) where state = 'VALID'`,
    `alter table donor add constraint donor_one_identity check (person_id is null or organization_uscc is null)`,

    // S4-14
    `alter table donation add constraint donation_amount_positive check (amount_fen > 0)`,
    `alter table donation add constraint donation_nobody_is_anonymous check (donor_id is not null or anonymous)`,
    `alter table donation add constraint donation_one_purpose check (case purpose
       when 'CAMPAIGN' then campaign_id is not null and site_id is null
       when 'FUND' then fund_id is not null and campaign_id is null and site_id is null and project_id is null
       when 'SITE' then site_id is not null and campaign_id is null and fund_id is null and project_id is null
       else project_id is not null and campaign_id is null and fund_id is null and site_id is null end)`,
    `create function keep_donation_terms() returns trigger language plpgsql as $$ begin
       if (new.donor_id, new.anonymous, new.amount_fen, new.purpose, new.campaign_id, new.fund_id, new.site_id, new.project_id, new.wish, new.charity_uscc)
          is distinct from
          (old.donor_id, old.anonymous, old.amount_fen, old.purpose, old.campaign_id, old.fund_id, old.site_id, old.project_id, old.wish, old.charity_uscc)
       then raise exception 'the terms of a donation are kept' using errcode = 'check_violation', constraint = 'donation_terms_kept'; end if;
       return new; end $$`,
    `create trigger donation_terms_kept before update on donation for each row execute function keep_donation_terms()`,
    `create index donation_raised_by_district on donation (district_code) include (amount_fen) where state = 'CONFIRMED'`,
    `create index donation_raised_by_campaign on donation (campaign_id) include (amount_fen) where state = 'CONFIRMED'`,
    `create index donation_raised_by_project on donation (project_id) include (amount_fen) where state = 'CONFIRMED'`,

    // S4-13
    `alter table fundraising_campaign add constraint campaign_period check (ends_on > starts_on)`,
    `alter table fundraising_campaign add constraint campaign_goal_positive check (goal_fen > 0 and cost_fen >= 0)`,
    `alter table fundraising_campaign add constraint campaign_online_on_platform check ((channel = 'ONLINE') = (platform_code is not null))`,
    `alter table fundraising_campaign add constraint campaign_partner_by_agreement check (partner_uscc is null or agreement_no is not null)`,
    `create unique index campaign_report_once on campaign_report (campaign_id, kind, period_from)`,

    // S4-04, S4-06: one that lives per station and per community
    `create unique index donation_site_one_per_station on donation_site (site_id) where state <> 'CLOSED'`,
    `create unique index charity_fund_one_per_community on community_charity_fund (community_id) where state <> 'CLOSED'`,

    // S1-18, S4-07: the balance follows the book and is never negative
    `alter table community_charity_fund add constraint charity_fund_balance_covered check (balance_fen >= 0)`,
    `alter table community_charity_fund add constraint charity_fund_seed_positive check (seed_fen > 0)`,
    `alter table disbursement add constraint disbursement_amount_positive check (amount_fen > 0)`,
    `alter table disbursement add constraint disbursement_outside_by_reason check (not out_of_district or reason is not null)`,
    `alter table disbursement add constraint disbursement_paid_by_voucher check (state <> 'PAID' or (paid_at is not null and voucher_no is not null))`,
    `alter table fund_entry add constraint fund_entry_amount_moves check (amount_fen <> 0)`,
    `create unique index fund_posting_reversed_once on fund_entry (reverses, account) where reverses is not null`,
    `create unique index fund_entry_donation_booked_once on fund_entry (donation_id, kind, account) where donation_id is not null`,
    `create function move_fund_balance() returns trigger language plpgsql as $$ begin
       update community_charity_fund fund set balance_fen = fund.balance_fen + moved.amount
       from (select fund_id, sum(amount_fen) as amount from fresh where account = 'FUND' group by fund_id) moved
       where fund.id = moved.fund_id;
       return null; end $$`,
    `create trigger fund_entry_moves_balance after insert on fund_entry referencing new table as fresh
       for each statement execute function move_fund_balance()`,
    `create function check_fund_posting() returns trigger language plpgsql as $$ declare legs record; begin
       select count(*) as n, sum(amount_fen) as total, count(distinct fund_id) as funds, count(distinct kind) as kinds
       into legs from fund_entry where posting = new.posting;
       if legs.n < 2 or legs.total <> 0 or legs.funds <> 1 or legs.kinds <> 1 then
         raise exception 'posting % does not balance', new.posting using errcode = 'check_violation', constraint = 'fund_posting_balances';
       end if;
       return null; end $$`,
    `create constraint trigger fund_posting_balances after insert on fund_entry deferrable initially deferred
       for each row execute function check_fund_posting()`,
    `create function refuse_fund_entry_change() returns trigger language plpgsql as $$ begin
       raise exception 'entries are reversed, never changed' using errcode = 'check_violation', constraint = 'fund_entry_append_only';
     end $$`,
    `create trigger fund_entry_append_only before update or delete on fund_entry for each row execute function refuse_fund_entry_change()`,
    `create trigger fund_entry_never_emptied before truncate on fund_entry for each statement execute function refuse_fund_entry_change()`,
  ],
};
