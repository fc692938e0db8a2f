import { createHash } from 'node:crypto';
import { hubError } from './errors.js';
import type { Generation } from './generation.js';
import type { Logger } from './observe/logger.js';
import type { AcceptOperation, Operation, Result } from './operation.js';
import type { OpenUpstream } from './pipeline.js';
import { acceptWith } from './request/documents.js';
import { type LiveOptions, LiveStreams, type NextSchema } from './subscription/live-streams.js';
import { type LoadedSupergraph, loadSupergraph } from './supergraph/load.js';
import { NotPlannableError } from './supergraph/plannable/not-plannable-error.js';
import type { Unplannable } from './supergraph/plannable/unplannable.js';
import { readApart } from './supergraph/read-apart.js';
import type { SubgraphAddress } from './supergraph/read-supergraph.js';
import type { SupergraphSource } from './supergraph/source.js';
import { SupergraphError } from './supergraph/supergraph-error.js';

export type SwapOutcome = 'swapped' | 'same' | 'refused';

export interface ServingParts {
  readonly source: SupergraphSource;
  readonly open: (loaded: LoadedSupergraph, isFirst: boolean) => Promise<Generation>;
  readonly openUpstream: OpenUpstream;
  /** Registered documents, which are planned before a supergraph goes live. */
  readonly trusted: () => Iterable<string>;
  readonly live: LiveOptions;
  /** What becomes of a supergraph that takes something from clients, or protection from what they can see. */
  readonly breakingChanges: 'allow' | 'refuse';
  /** What becomes of a supergraph with fields that cannot be planned. */
  readonly unplannable: 'refuse' | 'serve';
  /** Hears where subgraphs are, before anything is asked of them. */
  readonly onSubgraphs: (subgraphs: readonly SubgraphAddress[]) => void;
  readonly onCutOff: (reason: string) => void;
  readonly onSwap: (outcome: 'ok' | 'refused') => void;
  readonly log: Logger;
}

/** Operations whose plans are made before a new supergraph goes live, and the time for that. */
const WARM_OPERATIONS = 100;
const WARM_MS = 5000;
/** The time for all registered documents. */
const WARM_TRUSTED_MS = 30_000;

/** The generation that serves, and how it is exchanged for the next while operations and streams go on. */
export class Serving implements AsyncDisposable {
  readonly live: LiveStreams;
  #since = new Date();
  /** What the supergraph that is served took from clients when it came. */
  #broken: readonly string[] = [];
  /** What of it cannot be planned; only where such a supergraph is served. */
  #unplannable: readonly string[];
  /** Why the last one was refused that cannot be planned, so that it is not looked through again at every poll. */
  #notPlannable: NotPlannableError | undefined;
  #refused: { readonly at: Date; readonly reason: string } | undefined;
  #reloading: Promise<SwapOutcome> | undefined;
  readonly #retiring = new Set<Promise<void>>();
  readonly #closed = new AbortController();

  private constructor(
    private readonly parts: ServingParts,
    private generation: Generation,
    unplannable: readonly string[],
  ) {
    this.#unplannable = unplannable;
    const { pipeline, loaded } = generation;
    const { openUpstream, live: options, onCutOff } = parts;
    this.live = new LiveStreams({ pipeline, feeds: loaded.feeds, openUpstream, options, onCutOff });
  }

  /** Throws SupergraphError when there is nothing that could be served. */
  static async open(parts: ServingParts): Promise<Serving> {
    const { facts } = await readApart(await parts.source.read());
    const loaded = await loadSupergraph(facts);
    parts.onSubgraphs(loaded.subgraphs);
    await using opening = new AsyncDisposableStack();
    const generation = opening.use(await parts.open(loaded, true));
    const { sentences } = await checked(generation, parts, new AbortController().signal);
    await warmTrusted(generation, parts);
    generation.yieldToOthers();
    opening.move();
    return new Serving(parts, generation, sentences);
  }

  get current(): Generation {
    return this.generation;
  }

  /** For edges that receive operations as JSON messages. */
  readonly accept: AcceptOperation = (request, arrival) => {
    const { generation } = this;
    const accepted = acceptWith(generation.documents)(request, arrival);
    return accepted instanceof Promise ? generation.use(() => accepted) : accepted;
  };

  /** Runs an operation that was accepted a moment ago, perhaps by the generation before. */
  execute(operation: Operation): Promise<Result> {
    return this.generation.use(async ({ documents, pipeline }) => {
      const errors = await documents.check(operation.document);
      return errors.length > 0 ? { data: undefined, errors } : pipeline.execute(operation);
    });
  }

  /** Live subscriptions go on with what their listeners may see now; those of which nothing is left end. */
  rightsChanged(): Promise<void> {
    return this.live.replan(nextOf(this.generation));
  }

  /** For those who run the gateway. */
  status(): object {
    const { at, reason } = this.#refused ?? {};
    return {
      hash: hashOf(this.generation.loaded.sdl),
      since: this.#since.toISOString(),
      ...(this.#broken.length > 0 && { breaking: this.#broken }),
      ...(this.#unplannable.length > 0 && { unplannable: this.#unplannable }),
      ...(at && { refused: { at: at.toISOString(), reason } }),
    };
  }

  /** Reads the supergraph and swaps it in if it changed. Several calls at once are one. */
  reload(): Promise<SwapOutcome> {
    this.#reloading ??= this.#reload().finally(() => (this.#reloading = undefined));
    return this.#reloading;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed.abort();
    this.live[Symbol.dispose]();
    await this.#reloading?.catch(() => undefined);
    await this.generation[Symbol.asyncDispose]();
    await Promise.all(this.#retiring);
  }

  async #reload(): Promise<SwapOutcome> {
    const { source, log, onSwap } = this.parts;
    try {
      const sdl = await source.read();
      if (sdl === this.generation.loaded.sdl || this.#closed.signal.aborted) return 'same';
      if (sdl === this.#notPlannable?.sdl) throw this.#notPlannable;
      await this.#swap(sdl);
      this.#refused = undefined;
      onSwap('ok');
      return 'swapped';
    } catch (error) {
      if (error instanceof NotPlannableError && error.isCertain) this.#notPlannable = error;
      const reason = error instanceof Error ? error.message : String(error);
      this.#refused = { at: new Date(), reason };
      log.error(
        error instanceof SupergraphError ? { reason } : { err: error },
        'a new supergraph was refused; the old one goes on',
      );
      onSwap('refused');
      return 'refused';
    }
  }

  async #swap(sdl: string): Promise<void> {
    const started = performance.now();
    const before = this.generation;
    const { facts, breaking } = await readApart(sdl, before.loaded);
    if (breaking.length > 0 && this.parts.breakingChanges === 'refuse') {
      throw new SupergraphError(`It would break what is served now:\n  - ${breaking.join('\n  - ')}`);
    }
    const loaded = await loadSupergraph(facts);
    await using opening = new AsyncDisposableStack();
    const next = opening.use(await this.parts.open(loaded, false));
    const { sentences } = await checked(next, this.parts, this.#closed.signal);
    if (this.#closed.signal.aborted) throw hubError('SHUTTING_DOWN');
    const warmed =
      (await warmTrusted(next, this.parts)) + (await next.warm(before.plans.mostUsed(WARM_OPERATIONS), WARM_MS));
    this.parts.onSubgraphs(loaded.subgraphs);
    let unfit = 0;
    for (const wanted of before.plans.mostUsed(WARM_OPERATIONS)) if (!(await next.fits(wanted))) unfit++;
    opening.move();
    this.generation = next;
    this.#broken = breaking;
    this.#unplannable = sentences;
    this.#since = new Date();
    await this.live.replan(nextOf(next));
    const retiring = before.retire().finally(() => this.#retiring.delete(retiring));
    this.#retiring.add(retiring);
    const ms = Math.round(performance.now() - started);
    const { log } = this.parts;
    if (breaking.length > 0) {
      log.warn({ breaking, unfitOperations: unfit }, 'the new supergraph breaks what was served before');
    }
    log.info({ hash: hashOf(loaded.sdl), warmed, ms }, 'a new supergraph is served');
  }
}

/** Looks for fields that cannot be planned. Throws NotPlannableError when there are some and they are not to be served. */
async function checked(generation: Generation, parts: ServingParts, signal: AbortSignal): Promise<Unplannable> {
  const found = await generation.checkPlannable(signal);
  const { sentences, isComplete } = found;
  const { log } = parts;
  if (sentences.length > 0 && parts.unplannable === 'refuse') throw new NotPlannableError(generation.loaded.sdl, found);
  if (sentences.length > 0) {
    log.warn({ unplannable: sentences }, 'fields cannot be planned; operations that ask them are refused');
  } else if (!isComplete && !signal.aborted) {
    log.warn('the time to look for fields that cannot be planned ended; operations that ask such are refused');
  }
  return found;
}

async function warmTrusted(generation: Generation, { trusted, log }: ServingParts): Promise<number> {
  let invalid = 0;
  const warmed = await generation.warm(
    generation.operationsOf(trusted(), () => invalid++),
    WARM_TRUSTED_MS,
  );
  if (invalid > 0) log.warn({ invalid }, 'registered documents do not fit the schema');
  return warmed;
}

function nextOf({ pipeline, loaded, documents }: Generation): NextSchema {
  return { pipeline, feeds: loaded.feeds, check: async (document) => documents.check(document) };
}

function hashOf(sdl: string): string {
  return createHash('sha256').update(sdl).digest('hex').slice(0, 16);
}
