import { randomFillSync } from 'node:crypto';
import { BASE32 } from './base32.js';

const TIME_CHARACTERS = 10;
const RANDOM_CHARACTERS = 16;

let lastTime = 0;
let lastRandom = new Uint8Array(RANDOM_CHARACTERS);

/** A new id `prefix_` + 26 characters that sort by time; strictly increasing within a process. */
export function newId(prefix: string): string {
  const now = Date.now();
  if (now > lastTime) {
    lastTime = now;
    lastRandom = randomFillSync(new Uint8Array(RANDOM_CHARACTERS)).map((byte) => byte & 31);
    // Head-room, so that counting up within a millisecond cannot overflow.
    lastRandom[0] = (lastRandom[0] ?? 0) & 15;
  } else {
    let index = RANDOM_CHARACTERS - 1;
    while (index > 0 && lastRandom[index] === 31) lastRandom[index--] = 0;
    lastRandom[index] = (lastRandom[index] ?? 0) + 1;
  }
  return format(prefix, lastTime, lastRandom);
}

/** An id of the same form that depends only on its arguments. `random` answers numbers in [0, 1). */
export function seededId(prefix: string, timeMs: number, random: () => number): string {
  return format(
    prefix,
    timeMs,
    Uint8Array.from({ length: RANDOM_CHARACTERS }, () => Math.floor(random() * 32)),
  );
}

function format(prefix: string, timeMs: number, random: Uint8Array): string {
  let time = '';
  for (let rest = Math.floor(timeMs), index = 0; index < TIME_CHARACTERS; index++, rest = Math.floor(rest / 32)) {
    time = BASE32.charAt(rest % 32) + time;
  }
  let tail = '';
  for (const value of random) tail += BASE32.charAt(value);
  return `${prefix}_${time}${tail}`;
}
