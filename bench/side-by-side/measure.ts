import { cpuMs, message, rssMb, type Server, startHelper } from './processes.js';

export interface Measured {
  readonly rps: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** CPU of the server for each request. */
  readonly cpuMs: number;
  /** Resident memory at the end of the load. */
  readonly rssMb: number;
}

export interface LoadOptions {
  /** JSON text of the request. */
  readonly body: string;
  readonly seconds: number;
  /** Whether each request has a token of its own, so that nothing can be shared between them. */
  readonly tokens: 'unique' | 'one';
}

/** 50 connections that ask as fast as they are answered. */
export async function measure({ child, url }: Server, { body, seconds, tokens }: LoadOptions): Promise<Measured> {
  const load = startHelper('load', [url, String(seconds), tokens, body]);
  await message(load, 'warm');
  const before = cpuMs(child);
  const done = await message<Omit<Measured, 'cpuMs' | 'rssMb'> & { requests: number }>(load, 'done');
  const { rps, p50, p99, requests } = done;
  return { rps, p50, p99, cpuMs: (cpuMs(child) - before) / requests, rssMb: rssMb(child) };
}

/** Of an even number of values the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const lower = sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
  return (lower + upper) / 2;
}

/** Of each quantity the median of several rounds. */
export function medians(rounds: readonly Measured[]): Measured {
  const of = (read: (round: Measured) => number) => median(rounds.map(read));
  return {
    rps: of(({ rps }) => rps),
    p50: of(({ p50 }) => p50),
    p99: of(({ p99 }) => p99),
    cpuMs: of((round) => round.cpuMs),
    rssMb: of((round) => round.rssMb),
  };
}

export function line({ rps, p50, p99, cpuMs: cpu, rssMb: rss }: Measured): string {
  return `${rps.toFixed(0)} rps, p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, ${cpu.toFixed(2)} ms of CPU each, ${rss.toFixed(0)} MB`;
}
