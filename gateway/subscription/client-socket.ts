import { WebSocket } from 'ws';

/** Stands in a message for a text that is put there when the message is sent. No client's text can be it: it is a key of ours. */
const MARK = '\u0000ready\u0000';
const MARKED = `"payload":${JSON.stringify(MARK)}}`;

/**
 * The text that the next message has. The library serialises a message and sends it at once; between the two nothing else runs,
 * so the text is handed over here.
 */
let handedOver: string | undefined;

/** What the library is given as the payload of a message whose text was made once for many sockets. */
export function readyPayload(text: string): object {
  return {
    toJSON: () => {
      handedOver = text;
      return MARK;
    },
  };
}

/**
 * A client's socket. There are tens of thousands: it holds no function and no timer of its own. Ready texts are put into
 * messages as they are sent, and whether the other side is there is asked for all sockets together (`watchSockets`).
 */
export class ClientSocket extends WebSocket {
  /** Whether anything was heard since it was asked. */
  isAlive = true;

  /** Reads nothing more, and is gone after this time (ms), in which the other side is told why. */
  hearNoMore(ms: number): void {
    // The library reads on, to throw away what comes.
    setImmediate(() => this.pause());
    setTimeout(() => this.terminate(), ms).unref();
  }

  override send(data: unknown, ...rest: unknown[]): void {
    const text = handedOver;
    handedOver = undefined;
    const isReady = text !== undefined && typeof data === 'string' && data.endsWith(MARKED);
    const message = isReady ? `${data.slice(0, -MARKED.length)}"payload":${text}}` : data;
    const callback = rest.at(-1);
    // What cannot be written to a client that is gone is nobody's error; its streams end when the socket is closed.
    if (typeof callback === 'function') super.send(message as string, () => (callback as () => void)());
    else super.send(message as string);
  }
}

/** Ends sockets of which nothing was heard for so long, and pings the others. */
export function watchSockets(sockets: ReadonlySet<ClientSocket>, everyMs: number): Disposable {
  const timer = setInterval(() => {
    for (const socket of sockets) {
      if (socket.readyState !== socket.OPEN) continue;
      if (socket.isAlive) {
        socket.isAlive = false;
        socket.ping();
      } else {
        socket.terminate();
      }
    }
  }, everyMs).unref();
  return { [Symbol.dispose]: () => clearInterval(timer) };
}

/** For `pong`: the same function for all sockets. */
export function heard(this: ClientSocket): void {
  this.isAlive = true;
}
