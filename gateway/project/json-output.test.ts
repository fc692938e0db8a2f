import { expect, it } from 'vitest';
import { random } from '#lib/random';
import { JsonOutput } from './json-output.js';

function written(write: (output: JsonOutput) => void): string {
  const output = new JsonOutput();
  output.begin();
  write(output);
  return output.take().toString('utf8');
}

it('writes strings as JSON.stringify does, whatever is in them', () => {
  const seed = Date.now();
  const next = random(seed);
  const pieces = [
    'a',
    '"',
    '\\',
    '\n',
    '\u0000',
    '\u001f',
    '\u007f',
    'é',
    '志愿者',
    '𠮷',
    '\ud800',
    '\udc00',
    '\u2028',
    '\uffff',
  ];
  for (let round = 0; round < 3000; round++) {
    const length = Math.floor(next() * (round % 10 === 0 ? 300 : 20));
    const value = Array.from({ length }, () => pieces[Math.floor(next() * pieces.length)]).join('');
    expect(
      written((output) => output.string(value)),
      `seed ${seed}`,
    ).toBe(JSON.stringify(value));
  }
});

it('grows as far as needed, and gives each taker bytes of his own', () => {
  const output = new JsonOutput();
  output.begin();
  const long = '长'.repeat(50_000);
  for (let round = 0; round < 40; round++) output.string(long);
  const first = output.take();
  output.begin();
  output.number(-12.5);
  output.byte(0x2c);
  output.bytes(Buffer.from('true'));
  expect([first.toString('utf8'), output.take().toString('utf8')]).toEqual([`"${long}"`.repeat(40), '-12.5,true']);
});

it('repeats and drops what was written', () => {
  const text = written((output) => {
    output.json('[1,');
    const start = output.position;
    output.string('two');
    const end = output.position;
    output.byte(0x2c);
    output.repeat(start, end);
    const kept = output.position;
    output.json('dropped');
    output.position = kept;
    output.byte(0x5d);
  });
  expect(JSON.parse(text)).toEqual([1, 'two', 'two']);
});
