import { expect, it } from 'vitest';
import { AnswerBuffers } from './answer-buffers.js';
import { JsonOutput } from './json-output.js';

it('takes a buffer back once, and only one that was lent', () => {
  const buffers = new AnswerBuffers();
  const lent = Buffer.alloc(1000);
  const other = Buffer.alloc(1000);
  buffers.lend(lent);
  buffers.giveBack(other);
  expect(buffers.take()).toBeUndefined();
  buffers.giveBack(lent.subarray(0, 10));
  buffers.giveBack(lent);
  expect([buffers.take()?.buffer === lent.buffer, buffers.take()]).toEqual([true, undefined]);
  // It is out again, and was not lent again.
  buffers.giveBack(lent);
  expect(buffers.take()).toBeUndefined();
});

it('keeps few, and none that is too large', () => {
  const buffers = new AnswerBuffers();
  const give = (bytes: number) => {
    const buffer = Buffer.alloc(bytes);
    buffers.lend(buffer);
    buffers.giveBack(buffer);
  };
  for (let number = 0; number < 20; number++) give(100);
  const kept = Array.from({ length: 20 }, () => buffers.take()).filter((each) => each !== undefined);
  expect(kept).toHaveLength(8);
  give(2 ** 20 + 1);
  expect(buffers.take()).toBeUndefined();
});

it('a small answer does not hold the buffer of a large one', () => {
  const output = new JsonOutput();
  output.begin();
  output.json('1'.repeat(300_000));
  const large = output.take();
  output.begin();
  output.json('2'.repeat(20_000));
  const small = output.take();
  expect([large.length, small.length, small.buffer.byteLength]).toEqual([300_000, 20_000, 20_000]);
  expect(large.every((byte) => byte === 0x31)).toBe(true);
});
