/** A lock, how it is taken away, and the test that notices. */
export interface Mutation {
  readonly lock: string;
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly find: string;
  readonly instead: string;
  readonly test: string;
}

const ROWS = 'test/departments/civil-affairs/partner-rows.db.test.ts';
const LEAGUE_ROWS = 'test/departments/youth-league/partner-rows.db.test.ts';
const MINORS = 'test/departments/civil-affairs/minors.db.test.ts';
const LOG = 'test/departments/exchange/activity-log.db.test.ts';
const CELLS = 'test/departments/youth-league/small-cells.db.test.ts';
const VERBATIM = 'test/engine/verbatim.test.ts';
const VARIABLES = 'test/gateway/large-variables.test.ts';
const DIRECTIVES = 'test/permission/directives.test.ts';

export const MUTATIONS: readonly Mutation[] = [
  {
    lock: 'rows: the rule for one record',
    file: 'subgraphs/kit/identity/row-rule.ts',
    find: 'if (seesAll(caller) || !states.includes(row.state)) return true;',
    instead: 'if (seesAll(caller) || row) return true;',
    test: ROWS,
  },
  {
    lock: 'rows: the rule for lists',
    file: 'subgraphs/kit/identity/row-rule.ts',
    find: `      if (caller.kind !== 'partner') return others as unknown as FilterQuery<T>;`,
    instead: '      if (others) return undefined;',
    test: ROWS,
  },
  {
    lock: 'rows: the rule for nested lists',
    file: 'subgraphs/kit/identity/row-rule.ts',
    find: `      if (caller.kind !== 'partner') return [isPublic];`,
    instead: '      if (isPublic) return undefined;',
    test: ROWS,
  },
  {
    lock: 'rows: the database’s own lock',
    file: 'subgraphs/kit/migrations/partner-rows.ts',
    find: '`alter table ${table} force row level security`,',
    instead: '',
    test: LEAGUE_ROWS,
  },
  {
    lock: 'rows: the transaction names the partner',
    file: 'subgraphs/kit/identity/row-scope.ts',
    find: 'this.caller.organization, String(IDLE_MS)',
    instead: `'', String(IDLE_MS)`,
    test: LEAGUE_ROWS,
  },
  {
    lock: 'volunteers: who may see one',
    file: 'subgraphs/youth-league/volunteers/volunteer-privacy.policy.ts',
    find: '      return caller.organization === organization;',
    instead: '      return true;',
    test: 'test/departments/youth-league/privacy.db.test.ts',
  },
  {
    lock: 'masks',
    file: 'subgraphs/kit/identity/masking.ts',
    find: "return caller.kind === 'person' || caller.grants !== undefined ? undefined : false;",
    instead: 'return true;',
    test: MINORS,
  },
  {
    lock: 'a grant for one record is for that one',
    file: 'subgraphs/kit/identity/masking.ts',
    find: "if (grant[item.length] === '#') return records === key;",
    instead: "if (grant[item.length] === '#') return true;",
    test: 'subgraphs/kit/identity/masking.test.ts',
  },
  {
    lock: 'children under 14',
    file: 'subgraphs/kit/federate.ts',
    find: 'if (!clear && isProtected?.(row) === true) return null;',
    instead: '',
    test: MINORS,
  },
  {
    lock: 'the owner’s lock on what needs a grant',
    file: 'subgraphs/kit/federate.ts',
    find: 'if (!isClear(row, context)) return null;',
    instead: '',
    test: MINORS,
  },
  {
    lock: 'small cells: suppression',
    file: 'subgraphs/kit/queries/small-cells.ts',
    find: 'if (persons < threshold) return null;',
    instead: '',
    test: CELLS,
  },
  {
    lock: 'small cells: rounding',
    file: 'subgraphs/kit/queries/small-cells.ts',
    find: 'return chance(`${cell} ${sum}`, secret) < (sum - below) / step ? below + step : below;',
    instead: 'return sum + (secret.length < 0 ? chance(cell, secret) + below : 0);',
    test: CELLS,
  },
  {
    lock: 'directives: a field that is not permitted is taken out',
    file: 'gateway/permission/permissions.ts',
    find: 'if (needed.every((index) => met[index])) return NOTHING;',
    instead: 'if (needed) return NOTHING;',
    test: DIRECTIVES,
  },
  {
    lock: 'directives: without a token nobody has a scope',
    file: 'gateway/permission/permissions.ts',
    find: 'return claims.isAuthenticated && rule.anyOf',
    instead: 'return rule.anyOf',
    test: 'gateway/permission/permissions.test.ts',
  },
  {
    lock: 'sharing: nobody answers for himself',
    file: 'subgraphs/exchange/sharing/answer-sharing-request.ts',
    find: `  ensure(isOwner, 'FORBIDDEN', 'the department that owns the data answers for it', { field: 'request' });`,
    instead: '  void isOwner;',
    test: 'test/departments/exchange/sharing.db.test.ts',
  },
  {
    lock: 'disputes: nobody decides in his own matter',
    file: 'subgraphs/exchange/sharing/sharing-parties.policy.ts',
    find: `return caller.department !== owner && !(party === 'DEPARTMENT' && caller.department === applicant);`,
    instead: `return owner !== '' && party !== '' && applicant !== '';`,
    test: 'test/departments/exchange/disputes.db.test.ts',
  },
  {
    lock: 'tokens: a subgraph takes none that was made for another',
    file: 'protocol/hub-token.ts',
    find: `    audience,
    maxTokenAge`,
    instead: '    maxTokenAge',
    test: 'test/departments/signed-callers.db.test.ts',
  },
  {
    lock: 'cursors of the access log are none of the activity log',
    file: 'subgraphs/exchange/activity/activity-cursor.ts',
    find: 'const bound = Buffer.concat([head, Buffer.from(tenantOf(caller))]);\n    const nonceEnd',
    instead: 'const bound = head;\n    const nonceEnd',
    test: 'subgraphs/exchange/activity/activity-cursor.test.ts',
  },
  {
    lock: 'feed: rows of transactions that may still run are held back',
    file: 'subgraphs/kit/feed/read-outbox.ts',
    find: ' and xid < pg_snapshot_xmin(pg_current_snapshot())',
    instead: '',
    test: LOG,
  },
  {
    lock: 'feed: plain numbers instead of (xid, seq)',
    file: 'subgraphs/kit/feed/read-outbox.ts',
    find: 'where (xid, seq) > (?::xid8, ?::bigint)',
    instead: 'where (?::xid8 is not null and seq > ?::bigint)',
    test: LOG,
  },
  {
    lock: 'feed: what is in the log is not appended again',
    file: 'subgraphs/exchange/activity/append-page.ts',
    find: 'const ids = new Set(known.map(({ id }) => id));',
    instead: 'const ids = new Set(known.slice(0, 0).map(({ id }) => id));',
    test: 'test/departments/exchange/gapless.db.test.ts',
  },
  {
    lock: 'feed: the log is read up to where live events begin',
    file: 'subgraphs/exchange/activity/activity-feed.ts',
    find: '{ position, upTo: live.from }',
    instead: '{ position, upTo: live.from - 3 }',
    test: LOG,
  },
  {
    lock: 'feed: a live event goes to its audience only',
    file: 'subgraphs/exchange/activity/activity-selection.ts',
    find: "parameters: [], holds: (event) => event.audience === 'public' }",
    instead: 'parameters: [], holds: () => true }',
    test: LOG,
  },
  {
    lock: 'sockets over NATS: a message that was lost closes the socket',
    file: 'lib/nats-socket/nats-socket.ts',
    find: 'if (number !== this.#received + 1) return',
    instead: 'if (number < 0) return',
    test: 'lib/nats-socket/nats-socket.test.ts',
  },
  {
    lock: 'answers: a buffer is used again when its answer has left',
    file: 'gateway/request/graphql-route.ts',
    find: "response.once('finish', () => answerBuffers.giveBack(made));",
    instead: 'answerBuffers.giveBack(made);',
    test: 'test/gateway/large-answers.test.ts',
  },
  {
    lock: 'unparsed replies: only what no other fetch brings or needs',
    file: 'gateway/verbatim/field-uses.ts',
    find: 'return writers?.size === 1 && writers.has(part) && !this.#needed.get(at)?.has(name);',
    instead: 'return writers !== undefined || part >= 0;',
    test: VERBATIM,
  },
  {
    lock: 'unparsed replies: what is needed has a value',
    file: 'gateway/verbatim/field-uses.ts',
    find: ' && !this.#needed.get(at)?.has(name)',
    instead: '',
    test: VERBATIM,
  },
  {
    lock: 'unparsed replies: UTF-8 is checked',
    file: 'gateway/verbatim/reply-reader.ts',
    find: 'isUtf8(bytes) ? this.#reply(bytes) : undefined',
    instead: 'isUtf8(bytes.subarray(0, 0)) ? this.#reply(bytes) : undefined',
    test: VERBATIM,
  },
  {
    lock: 'unparsed replies: null is checked',
    file: 'gateway/verbatim/layout-maker.ts',
    find: 'outTypes.some(({ nonNull }) => nonNull) ? scan : nullable(scan)',
    instead: 'nullable(scan)',
    test: VERBATIM,
  },
  {
    lock: 'unparsed replies: equal objects become one only where nobody writes into some of them',
    file: 'gateway/verbatim/layout-maker.ts',
    find: 'this.uniting.has(first.at) && more.every(({ at }) => at === first.at)',
    instead: '(more.length >= 0 || this.uniting.has(first.at))',
    test: VERBATIM,
  },
  {
    lock: 'variables: how many values',
    file: 'gateway/request/variable-limits.ts',
    find: 'if (++values > maxVariableValues) {',
    instead: 'if (++values < 0) {',
    test: VARIABLES,
  },
  {
    lock: 'variables: how deep',
    file: 'gateway/request/variable-limits.ts',
    find: 'if (nesting >= maxVariableNesting) {',
    instead: 'if (nesting < 0) {',
    test: VARIABLES,
  },
];
