import type { SeenEvent } from './listener.js';

/** Follows the feed over server-sent events, as a browser's EventSource does: it sends the last id that it has. */
export class SseListener {
  lastEventId: string | undefined;
  #current: AbortController | undefined;
  #isStopped = false;

  constructor(
    private readonly options: {
      readonly url: () => string;
      readonly token: string;
      readonly query: string;
      readonly variables: Record<string, unknown>;
      readonly after: string;
      readonly onEvent: (event: SeenEvent) => void;
      readonly onEnd: (reason: unknown) => void;
    },
  ) {
    this.lastEventId = options.after;
    void this.#run();
  }

  interrupt(): void {
    this.#current?.abort();
  }

  stop(): void {
    this.#isStopped = true;
    this.#current?.abort();
  }

  async #run(): Promise<void> {
    while (!this.#isStopped) {
      this.#current = new AbortController();
      await this.#connect(this.#current.signal).catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, 50 + Math.random() * 300));
    }
  }

  async #connect(signal: AbortSignal): Promise<void> {
    const { url, token, query, variables } = this.options;
    const search = new URLSearchParams({ query, variables: JSON.stringify(variables) });
    const response = await fetch(`${url()}/graphql?${search}`, {
      headers: {
        accept: 'text/event-stream',
        authorization: `Bearer ${token}`,
        'last-event-id': this.lastEventId ?? '',
      },
      signal,
    });
    let text = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      text += decoder.decode(chunk, { stream: true });
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) this.#take(block);
    }
  }

  #take(block: string): void {
    const lines = block.split('\n');
    const of = (name: string) => lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
    const data = of('data');
    const body = data ? (JSON.parse(data) as { data?: { activityFeed: SeenEvent }; errors?: unknown[] }) : undefined;
    if (body?.data) this.options.onEvent(body.data.activityFeed);
    else if (body?.errors) this.options.onEnd(body.errors);
    this.lastEventId = of('id') ?? this.lastEventId;
  }
}
