import { describe, expect, it } from 'vitest';
import { decodeOutboxCursor, encodeOutboxCursor, OUTBOX_VERSION, outboxPageSchema } from './outbox.js';

/** As version 3 has it on the wire: a change of this shape is a new version. */
const PAGE = {
  version: 3,
  events: [
    {
      id: '0b4f5bde-6f0d-4b53-9a43-0d3f8f2a8f01',
      type: 'NeedFiled',
      subjectType: 'ResidentNeed',
      subjectKey: 'need-1',
      occurredAt: '2026-11-26T08:00:00.000Z',
      district: '440106',
      organization: null,
      project: null,
      person: null,
      audience: 'public',
      facts: { group: 'YOUTH', count: 2, isUrgent: false, note: null },
    },
  ],
  cursor: '0b4f5bde-6f0d-4b53-9a43-0d3f8f2a8f02.1234.56',
  more: false,
};

describe('a page of an outbox', () => {
  it('has this shape', () => {
    expect(OUTBOX_VERSION).toBe(3);
    expect(outboxPageSchema.parse(PAGE)).toEqual(PAGE);
  });

  it.each([
    ['of another version', { ...PAGE, version: 2 }],
    ['without a cursor', { ...PAGE, cursor: undefined }],
    ['with an event that says more than it may', { ...PAGE, events: [{ ...PAGE.events[0], name: '张三' }] }],
    ['with an event for nobody', { ...PAGE, events: [{ ...PAGE.events[0], audience: 'all' }] }],
    ['with facts that are no plain values', { ...PAGE, events: [{ ...PAGE.events[0], facts: { a: { b: 1 } } }] }],
    ['with a time that is none', { ...PAGE, events: [{ ...PAGE.events[0], occurredAt: 'yesterday' }] }],
  ])('%s is refused', (_, page) => {
    expect(outboxPageSchema.safeParse(page).success).toBe(false);
  });

  it('has a cursor that is read as it was written', () => {
    const position = { epoch: '0b4f5bde-6f0d-4b53-9a43-0d3f8f2a8f02', xid: '18446744073709551615', seq: '1' };
    expect(decodeOutboxCursor(encodeOutboxCursor(position))).toEqual(position);
    for (const text of ['', '0.0', `${position.epoch}.1`, `${position.epoch}.-1.1`]) {
      expect(decodeOutboxCursor(text), text).toBeUndefined();
    }
  });
});
