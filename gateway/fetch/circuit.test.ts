import { expect, it } from 'vitest';
import { Circuit } from './circuit.js';

const OPTIONS = { minCalls: 4, failureShare: 0.5, windowMs: 1000, openMs: 500 };

function circuitAt(): { readonly circuit: Circuit; pass(ms: number): void; call(failed: boolean): void } {
  let now = 0;
  const circuit = new Circuit(OPTIONS, () => now);
  return {
    circuit,
    pass: (ms) => void (now += ms),
    call(failed) {
      const as = circuit.enter();
      expect(as).toBeDefined();
      if (as) circuit.leave(as, failed);
    },
  };
}

it('opens when enough of the calls fail, and lets one try after a while', () => {
  const { circuit, pass, call } = circuitAt();
  for (const failed of [false, true, false]) call(failed);
  expect(circuit.state).toBe('closed');
  call(true);
  expect(circuit.state).toBe('open');
  expect(circuit.enter()).toBeUndefined();
  expect(circuit.retryAfterMs).toBe(500);
  pass(500);
  expect(circuit.state).toBe('half-open');
  expect(circuit.enter()).toBe('probe');
  expect(circuit.enter()).toBeUndefined();
  circuit.leave('probe', true);
  expect(circuit.state).toBe('open');
  pass(500);
  expect(circuit.enter()).toBe('probe');
  circuit.leave('probe', false);
  expect(circuit.state).toBe('closed');
});

it('a probe whose caller leaves frees the place', () => {
  const { circuit, pass, call } = circuitAt();
  for (let count = 0; count < 4; count++) call(true);
  pass(500);
  expect(circuit.enter()).toBe('probe');
  circuit.leave('probe', undefined);
  expect(circuit.enter()).toBe('probe');
});

it('calls that were under way when it opened neither close nor prolong it', () => {
  const { circuit, pass, call } = circuitAt();
  expect(circuit.enter()).toBe('call');
  for (let count = 0; count < 4; count++) call(true);
  pass(500);
  expect(circuit.enter()).toBe('probe');
  circuit.leave('call', false);
  expect(circuit.state).toBe('half-open');
  circuit.leave('call', true);
  expect(circuit.retryAfterMs).toBe(0);
});

it('forgets what is long ago', () => {
  const { circuit, pass, call } = circuitAt();
  for (const failed of [true, true, true]) call(failed);
  pass(1000);
  call(true);
  expect(circuit.state).toBe('closed');
});
