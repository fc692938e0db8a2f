import { expect, it } from 'vitest';
import { Ender, type Ending } from './ending.js';

it('tells each listener once why it ended', () => {
  const ender = new Ender();
  const heard: unknown[] = [];
  const hear = () => heard.push(ender.reason);
  const gone = () => heard.push('gone');
  ender.addEventListener('abort', hear);
  ender.addEventListener('abort', gone);
  ender.removeEventListener('abort', gone);
  ender.abort('first');
  ender.abort('second');
  expect([heard, ender.aborted]).toEqual([['first'], true]);
});

it('an AbortSignal serves as well', () => {
  const controller = new AbortController();
  const ending: Ending = controller.signal;
  controller.abort('over');
  expect([ending.aborted, ending.reason]).toEqual([true, 'over']);
});
