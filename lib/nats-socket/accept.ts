import { createInbox, type Msg, type NatsConnection } from '@nats-io/transport-node';
import { decodeFrame, encodeFrame } from './frame.js';
import { BROKEN, NatsSocket } from './nats-socket.js';

export interface AcceptParts {
  readonly connection: NatsConnection;
  /** The subject at which those who dial ask. */
  readonly door: string;
  /** Sockets at one time; others are sent away with 1013. */
  readonly maxSockets: number;
  readonly maxMessageBytes: number;
  /** Gets each socket before its first message; `asked` is what the other end wants to speak. */
  readonly onSocket: (socket: NatsSocket, asked: string) => void;
}

const TRY_AGAIN_LATER = 1013;

/** Answers at the door and opens sockets. Disposing closes all of them (1006): the connection is lost, or going to be closed. */
export function acceptSockets({ connection, door, maxSockets, maxMessageBytes, onSocket }: AcceptParts): Disposable {
  const open = new Set<NatsSocket>();
  const own = createInbox();
  const asked = connection.subscribe(door, {
    callback: (error, message) => {
      if (!error) message.respond(own);
    },
  });
  const accept = (message: Msg) => {
    const frame = decodeFrame(message.data);
    const to = message.reply;
    if (frame?.kind !== 'open' || to === undefined || to === '') return;
    if (open.size >= maxSockets) {
      connection.publish(to, encodeFrame('close', TRY_AGAIN_LATER, 'too many sockets'));
      return;
    }
    const inbox = createInbox();
    const ended = () => open.delete(socket);
    const socket: NatsSocket = new NatsSocket({ connection, to, own: inbox, maxMessageBytes, ended });
    open.add(socket);
    socket.listensBy(
      connection.subscribe(inbox, {
        callback: (failed, heard) => {
          if (!failed) socket.hear(heard);
        },
      }),
    );
    onSocket(socket, Buffer.from(frame.body).toString('utf8'));
    connection.publish(to, encodeFrame('accept', 0), { reply: inbox });
  };
  const dialled = connection.subscribe(own, {
    callback: (error, message) => {
      if (!error) accept(message);
    },
  });
  return {
    [Symbol.dispose]() {
      asked.unsubscribe();
      dialled.unsubscribe();
      for (const socket of open) socket.close(BROKEN, 'going away');
      open.clear();
    },
  };
}
