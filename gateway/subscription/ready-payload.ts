import type { WebSocket } from 'ws';

/** Stands in a message for a text that is put there when the message is sent. No client's text can be it: it is a key of ours. */
const MARK = '\u0000ready\u0000';
const MARKED = `"payload":${JSON.stringify(MARK)}}`;

/**
 * Lets the payload of a graphql-ws message be text that was made once for many sockets. The library serialises a message
 * and sends it at once; between the two nothing else runs, so the text is handed over in `#next`.
 */
export class ReadyPayloads {
  #next: string | undefined;

  /** What the library is given as the payload. */
  payload(text: string): object {
    return {
      toJSON: () => {
        this.#next = text;
        return MARK;
      },
    };
  }

  /** From now on what this socket sends has the texts in place. */
  install(socket: WebSocket): void {
    const send = socket.send.bind(socket) as (data: unknown, callback?: (error?: Error) => void) => void;
    socket.send = ((data: unknown, callback?: (error?: Error) => void) => {
      const text = this.#next;
      this.#next = undefined;
      if (text === undefined || typeof data !== 'string' || !data.endsWith(MARKED)) return send(data, callback);
      return send(`${data.slice(0, -MARKED.length)}"payload":${text}}`, callback);
    }) as WebSocket['send'];
  }
}
