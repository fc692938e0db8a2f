import { createInbox, type NatsConnection } from '@nats-io/transport-node';
import { decodeFrame, encodeFrame } from './frame.js';
import { BROKEN, NatsSocket } from './nats-socket.js';

export interface DialParts {
  readonly connection: NatsConnection;
  /** What `askAtDoor` found. */
  readonly at: string;
  /** What this end wants to speak. */
  readonly protocol: string;
  readonly maxMessageBytes: number;
  readonly timeoutMs: number;
  /** The other end has accepted it; what it says comes after this. */
  readonly onOpen: (socket: NatsSocket) => void;
  /** It has not. */
  readonly onRefused: (code: number, reason: string) => void;
}

/** Where somebody waits who is alive; undefined when nobody answers within the time (at once where nobody listens). */
export async function askAtDoor(
  connection: NatsConnection,
  door: string,
  timeoutMs: number,
): Promise<string | undefined> {
  try {
    return (await connection.request(door, '', { timeout: timeoutMs })).string();
  } catch {
    return undefined;
  }
}

/** Opens a socket. */
export function dial(parts: DialParts): void {
  const { connection, at, protocol, maxMessageBytes, timeoutMs, onOpen, onRefused } = parts;
  const inbox = createInbox();
  let socket: NatsSocket | undefined;
  const subscription = connection.subscribe(inbox, {
    callback: (error, message) => {
      if (error) return;
      if (socket) return socket.hear(message);
      const { data, reply } = message;
      const frame = decodeFrame(data);
      clearTimeout(slow);
      if (frame?.kind !== 'accept' || reply === undefined) {
        subscription.unsubscribe();
        return onRefused(frame?.kind === 'close' ? frame.number : BROKEN, 'not accepted');
      }
      socket = new NatsSocket({ connection, to: reply, own: inbox, maxMessageBytes });
      socket.listensBy(subscription);
      return onOpen(socket);
    },
  });
  const slow = setTimeout(() => {
    subscription.unsubscribe();
    onRefused(BROKEN, 'no answer');
  }, timeoutMs);
  connection.publish(at, encodeFrame('open', 0, protocol), { reply: inbox });
}
