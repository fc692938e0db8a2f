/** Where processes of one hub tell each other things: a NATS server, and a name that keeps hubs on it apart. */
export interface EventsAddress {
  /** `nats://[user:password@]host:port`. */
  readonly server: string;
  readonly name: string;
}

/** Reads `HUB_EVENTS`; undefined when it is no address of a NATS server. */
export function parseEventsAddress(text: string): EventsAddress | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const name = url.pathname.replace(/^\//, '') || 'hub';
  if (!['nats:', 'tls:'].includes(url.protocol) || !/^[a-z0-9_-]{1,40}$/i.test(name)) return undefined;
  return { server: text, name };
}

/** What a client of NATS is told to connect with. */
export function natsServer({ server }: EventsAddress): { servers: string; user?: string; pass?: string } {
  const { protocol, host, username, password } = new URL(server);
  const servers = `${protocol}//${host}`;
  if (username === '') return { servers };
  return { servers, user: decodeURIComponent(username), pass: decodeURIComponent(password) };
}

/** The subject at which processes of a subgraph wait for sockets over NATS (`#lib/nats-socket`). */
export function socketDoor(name: string, subgraph: string): string {
  return `${name}.sockets.${subgraph}`;
}
