import { writeFile } from 'node:fs/promises';
import pg from 'pg';
import { random } from '#lib/random';
import { SUBGRAPH_NAMES } from '#protocol/departments';
import type { ProcessName, RunningHub } from '../hub.js';
import type { OwnNats } from '../nats.js';
import type { Listener } from './listener.js';
import type { SecondSite } from './second-site.js';

type Victim = ProcessName | 'second exchange' | 'second gateway';

const PROCESSES: readonly Victim[] = ['gateway', ...SUBGRAPH_NAMES, 'second exchange', 'second gateway'];
const BETWEEN_MS = 1200;
const CLOCKS_MS = [0, 20_000, -20_000, 90_000, -90_000, 600_000, -600_000];

/** Does something bad now and then, until it is stopped; everything that was stopped goes on then. */
export class Faults {
  readonly counts = new Map<string, number>();
  readonly #next: () => number;
  readonly #paused = new Set<Victim>();
  #isStopped = false;
  #running: Promise<void> = Promise.resolve();

  constructor(
    private readonly site: {
      readonly hub: RunningHub;
      readonly second: SecondSite;
      readonly nats: OwnNats | undefined;
      /** File that says how far the clock is off. */
      readonly clock: string;
    },
    private readonly listeners: readonly Listener[],
    seed: number,
  ) {
    this.#next = random(seed, 1);
  }

  start(): void {
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#running;
    for (const name of this.#paused) this.#signal(name, 'SIGCONT');
    this.#paused.clear();
  }

  async #run(): Promise<void> {
    while (!this.#isStopped) {
      await wait(BETWEEN_MS * (0.3 + this.#next() * 1.4));
      const dice = this.#next();
      const name = this.#pick(PROCESSES);
      // These at least once.
      if (!this.counts.has('changed the schema')) this.#changeSchema();
      else if (!this.counts.has('stepped the clock')) await this.#stepClock();
      if (!this.counts.has('cut sockets of listeners')) this.#cutListeners(0.3);
      if (this.site.nats && (!this.counts.has('killed NATS') || this.#next() < 0.15)) {
        await this.site.nats.crash();
        this.#count('killed NATS');
      }
      if (dice < 0.3) await this.#kill(name);
      else if (dice < 0.5) await this.#pauseProcess(name);
      else if (dice < 0.65) await this.#cutDatabase();
      else if (dice < 0.72) await this.#stepClock();
      else if (dice < 0.8) this.#changeSchema();
      else this.#cutListeners(dice < 0.83 ? 1 : 0.3);
    }
  }

  async #kill(name: Victim): Promise<void> {
    this.#did(`killed ${name}`, () => this.#signal(name, 'SIGKILL'));
    if (name !== 'exchange' && name !== 'second exchange') return;
    // As after a crash of the disk: it has the log, and does not know how far it has read.
    await this.#inDatabase(
      this.site.hub.databases['DATABASE_URL_EXCHANGE'] ?? '',
      'update outbox_position set cursor = null',
    );
    this.#count('made the exchange read outboxes again');
  }

  /** A process that does not run but holds on to its connections. */
  async #pauseProcess(name: Victim): Promise<void> {
    const didPause = this.#did(`paused ${name}`, () => this.#signal(name, 'SIGSTOP'));
    if (!didPause) return;
    this.#paused.add(name);
    await wait(500 + this.#next() * 4500);
    this.#did('', () => this.#signal(name, 'SIGCONT'));
    this.#paused.delete(name);
  }

  async #cutDatabase(): Promise<void> {
    await this.#inDatabase(
      this.#pick(Object.values(this.site.hub.databases)),
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and usename = current_user and pid <> pg_backend_pid() and random() < 0.6',
    );
    this.#count('cut connections of a database');
  }

  /** The clock of the machine, not that of its databases. */
  async #stepClock(): Promise<void> {
    await writeFile(this.site.clock, String(this.#pick(CLOCKS_MS)));
    this.#count('stepped the clock');
  }

  /** The second gateway goes over to a new supergraph. */
  #changeSchema(): void {
    this.site.second.schema.version += 1;
    this.#did('changed the schema', () => this.#signal('second gateway', 'SIGHUP'));
  }

  async #inDatabase(connectionString: string, text: string): Promise<void> {
    const client = new pg.Client({ connectionString });
    await client.connect();
    await client.query(text).finally(() => client.end());
  }

  #cutListeners(share: number): void {
    for (const listener of this.listeners) if (this.#next() < share) listener.interrupt();
    this.#count('cut sockets of listeners');
  }

  /** A process can be down already. */
  #did(what: string, act: () => void): boolean {
    try {
      act();
      if (what !== '') this.#count(what);
      return true;
    } catch {
      return false;
    }
  }

  #signal(name: Victim, signal: NodeJS.Signals): void {
    if (name === 'second exchange') this.site.second.signal('exchange', signal);
    else if (name === 'second gateway') this.site.second.signal('gateway', signal);
    else this.site.hub.signal(name, signal);
  }

  #count(what: string): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
  }

  #pick<T>(of: readonly T[]): T {
    return of[Math.floor(this.#next() * of.length)] as T;
  }
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
