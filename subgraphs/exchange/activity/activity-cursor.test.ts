import { describe, expect, it } from 'vitest';
import type { Caller } from '#kit/identity/caller';
import { ActivityCursors } from './activity-cursor.js';

const wall: Caller = { kind: 'dashboard', name: 'wall', requestId: 'r', roles: [] };
const place = { position: 123_456_789_012, hash: 'ab'.repeat(32), recordedAt: new Date('2026-11-23T08:00:00Z') };
const key = (id: string) => ({ id, secret: Buffer.from(id.repeat(32)) });
const at = (day: string) => () => new Date(`${day}T12:00:00Z`);

describe('cursors of the activity log', () => {
  it('hold a place, and are equal for equal places and callers on one day', () => {
    const cursors = new ActivityCursors([key('a')], 30, at('2026-11-23'));
    const cursor = cursors.encode(place, wall);
    expect(cursors.decode(cursor, wall)).toEqual({
      position: place.position,
      hashStart: 'abababababab',
      at: place.recordedAt,
    });
    expect(cursors.encode(place, { ...wall, requestId: 'another', roles: ['x'] })).toBe(cursor);
    expect(cursors.encode(place, { ...wall, name: 'other' })).not.toBe(cursor);
  });

  it('do not tell how far apart they are', () => {
    const cursors = new ActivityCursors([key('a')], 30, at('2026-11-23'));
    const [one, two] = [1, 2].map((position) =>
      Buffer.from(cursors.encode({ ...place, position }, wall), 'base64url').subarray(17, 37),
    );
    const same = [...(one ?? [])].filter((byte, index) => byte === two?.[index]).length;
    expect(same).toBeLessThan(6);
  });

  it('expire', () => {
    const cursor = new ActivityCursors([key('a')], 30, at('2026-11-23')).encode(place, wall);
    const later = (day: string) => () => new ActivityCursors([key('a')], 30, at(day)).decode(cursor, wall);
    expect(later('2026-12-23')).not.toThrow();
    expect(later('2026-12-24')).toThrow('too old');
  });

  it('are read with the key before, and with no other', () => {
    const cursor = new ActivityCursors([key('a')], 30).encode(place, wall);
    const next = new ActivityCursors([key('b'), key('a')], 30);
    expect(next.decode(cursor, wall).position).toBe(place.position);
    expect(next.encode(place, wall)).not.toBe(cursor);
    expect(() => new ActivityCursors([key('b')], 30).decode(cursor, wall)).toThrow('none of this log');
  });
});
