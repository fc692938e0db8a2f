import { type Act, action } from '#kit/actions/action';
import { divisionCode, id, int, listOf, optional, text } from '#kit/actions/input';
import { ensure } from '#kit/actions/problem';
import { addWorkingDays } from '#kit/deadlines/working-days';
import type { Access } from '#kit/identity/access';
import { divisionPrefix } from '#kit/queries/division-prefix';
import { newId } from '#lib/new-id';
import { events } from '../events.js';
import { EXTENSION_WORKING_DAYS } from './answer-deadline.js';
import { MAX_GRANT_DAYS, MAX_GRANT_RECORDS, MAX_RIGHTS } from './grant-limits.js';
import { grantsInForce } from './grants-in-force.js';
import { publishedItems } from './published-items.js';
import { organizationOf } from './sharing-parties.policy.js';
import { SharingGrant, SharingGrantState } from './sharing-grant.entity.js';
import { SharingRequest } from './sharing-request.entity.js';
import { sharingRequestLifecycle } from './sharing-request.lifecycle.js';

const departments: Access = (caller) => caller.kind === 'department';
const request = id('The request. 申请');
const DAY_MS = 86_400_000;

/** The request, locked; only the department that owns the items answers for them. */
async function lockOwn(act: Act, key: string): Promise<SharingRequest> {
  const found = await act.lock(SharingRequest, key, 'request');
  const isOwner = act.caller.kind === 'department' && act.caller.department === found.owner;
  ensure(isOwner, 'FORBIDDEN', 'the department that owns the data answers for it', { field: 'request' });
  return found;
}

export const grantSharingRequest = action({
  about: 'Grants a request in whole or for some of its items. 同意共享申请(全部或部分)',
  row: 'Decree-809',
  may: departments,
  input: {
    request,
    items: optional(
      listOf(text('An item that is granted; all when none is named. 同意的条目', { max: 120 }), { min: 1 }),
    ),
    within: optional(
      divisionCode(
        'Only records of this division, which lies in the one asked for; as asked when not given. 限定区划代码',
      ),
    ),
    records: optional(
      listOf(id('A record that is granted; as asked when none is named. 限定记录'), {
        min: 1,
        max: MAX_GRANT_RECORDS,
      }),
    ),
    days: optional(int('For how many days; as asked when not given. 授权期限(天)', { min: 1, max: MAX_GRANT_DAYS })),
    reason: optional(text('Why something was left out; needed then. 部分同意的理由', { max: 300 })),
  },
  returns: SharingGrant,
  async run(act, input) {
    const found = await lockOwn(act, input.request);
    const items = input.items ? [...new Set(input.items)] : found.items;
    for (const item of items) {
      ensure(found.items.includes(item), 'INVALID_INPUT', `${item} was not asked for`, { field: 'items' });
    }
    const days = input.days ?? found.days;
    ensure(days <= found.days, 'INVALID_INPUT', `it was asked for ${found.days} days`, { field: 'days' });
    const within = input.within ?? found.within ?? null;
    if (input.within) {
      const catalog = await publishedItems();
      const all = items.every((item) => catalog.get(item)?.byDivision);
      ensure(all, 'INVALID_INPUT', 'these items cannot be limited to a division', { field: 'within' });
      const isAsked = !found.within || input.within.startsWith(divisionPrefix(found.within));
      ensure(isAsked, 'INVALID_INPUT', `it was asked for ${found.within}`, { field: 'within' });
    }
    const records = recordsOf(found, { items, within, named: input.records });
    await ensureRoom(act, found, items.length * (records?.length ?? 1));
    const isWhole =
      items.length === found.items.length &&
      days === found.days &&
      within === (found.within ?? null) &&
      records?.length === found.records?.length;
    ensure(isWhole || input.reason, 'INVALID_INPUT', 'say why something was left out', { field: 'reason' });
    await sharingRequestLifecycle.fire(act, found, isWhole ? 'grant' : 'grantPartly');
    found.answeredAt = act.now;
    found.reason = input.reason ?? null;
    const grant = act.em.create(SharingGrant, {
      id: newId('shg'),
      request: found.id,
      party: found.party,
      applicant: found.applicant,
      owner: found.owner,
      items,
      within,
      records,
      purpose: found.purpose,
      state: SharingGrantState.ACTIVE,
      grantedAt: act.now,
      until: new Date(act.now.getTime() + days * DAY_MS),
    });
    act.announce(events.SharingGranted, {
      subject: grant,
      organization: organizationOf(found),
      facts: { owner: found.owner, items: items.length, days },
    });
    return grant;
  },
});

async function ensureRoom({ em, now }: Act, { party, applicant, purpose }: SharingRequest, rights: number) {
  const others = (await grantsInForce(em, now, { party, applicant })).filter((grant) => grant.purpose === purpose);
  const held = others.reduce((sum, { items, records }) => sum + items.length * (records?.length ?? 1), 0);
  const message = `${applicant} has ${held} rights for this purpose, and can have ${MAX_RIGHTS}: take a grant back, or name fewer records`;
  ensure(held + rights <= MAX_RIGHTS, 'RULE_BROKEN', message, { field: 'items' });
}

/** Records that are granted: some of those that were asked for, or of all when none were named. */
function recordsOf(
  found: SharingRequest,
  {
    items,
    within,
    named,
  }: {
    readonly items: readonly string[];
    readonly within: string | null;
    readonly named: readonly string[] | undefined;
  },
): string[] | null {
  const asked = found.records ?? null;
  if (!named) return asked;
  ensure(within === null, 'INVALID_INPUT', 'a division or records, not both', { field: 'records' });
  const types = new Set(items.map((item) => item.split('.')[0]));
  ensure(types.size === 1, 'INVALID_INPUT', 'items of one type can be limited to records', { field: 'records' });
  for (const record of named) {
    ensure(asked?.includes(record) ?? true, 'INVALID_INPUT', `${record} was not asked for`, { field: 'records' });
  }
  return [...new Set(named)];
}

export const refuseSharingRequest = action({
  about: 'Refuses a request with a reason. 不予同意共享申请',
  row: 'Decree-809',
  may: departments,
  input: { request, reason: text('Why. 理由', { min: 4, max: 300 }) },
  returns: SharingRequest,
  async run(act, { request: key, reason }) {
    const found = await lockOwn(act, key);
    await sharingRequestLifecycle.fire(act, found, 'refuse');
    found.answeredAt = act.now;
    found.reason = reason;
    act.announce(events.SharingRefused, {
      subject: found,
      organization: organizationOf(found),
      facts: { owner: found.owner },
    });
    return found;
  },
});

export const extendSharingDeadline = action({
  about: 'Takes longer to answer a request: once, with a reason. 延长答复期限',
  row: 'Decree-809',
  may: departments,
  input: { request, reason: text('Why. 理由', { min: 4, max: 300 }) },
  returns: SharingRequest,
  async run(act, { request: key, reason }) {
    const found = await lockOwn(act, key);
    ensure(found.extensionReason === null, 'RULE_BROKEN', 'the deadline was extended before', { field: 'request' });
    await sharingRequestLifecycle.fire(act, found, 'extend');
    const due = addWorkingDays(found.dueOn, EXTENSION_WORKING_DAYS);
    found.dueOn = due.date;
    found.isDueProvisional ||= due.provisional;
    found.extensionReason = reason;
    act.announce(events.SharingDeadlineExtended, {
      subject: found,
      organization: organizationOf(found),
      facts: { owner: found.owner, dueOn: due.date },
    });
    return found;
  },
});

export const revokeSharingGrant = action({
  about: 'Takes a grant back, at once. 撤销共享授权',
  row: 'Decree-809',
  may: departments,
  input: { grant: id('The grant. 授权'), reason: text('Why. 理由', { min: 4, max: 300 }) },
  returns: SharingGrant,
  async run(act, { grant: key, reason }) {
    const grant = await act.lock(SharingGrant, key, 'grant');
    const isOwner = act.caller.kind === 'department' && act.caller.department === grant.owner;
    ensure(isOwner, 'FORBIDDEN', 'the department that gave it takes it back', { field: 'grant' });
    ensure(grant.state === 'ACTIVE', 'ILLEGAL_TRANSITION', 'it was taken back before', { field: 'state' });
    grant.state = SharingGrantState.REVOKED;
    grant.revokedAt = act.now;
    grant.reason = reason;
    act.announce(events.SharingGrantRevoked, {
      subject: grant,
      organization: organizationOf(grant),
      facts: { owner: grant.owner },
    });
    return grant;
  },
});
