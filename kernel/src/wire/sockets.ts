import { Publisher, Router, type Socket } from "zeromq";
import { type Channel, type Connection, endpoint } from "./connection-file";

/** The five sockets of a kernel. */
export interface Sockets {
  readonly shell: Router;
  readonly control: Router;
  readonly stdin: Router;
  readonly iopub: Publisher;
  readonly hb: Router;
}

/** How many messages ZeroMQ keeps for a front end that reads slowly; then the kernel waits for it. */
const iopubQueue = 256;

/** Milliseconds that closing waits for what is still to be read. */
const linger = 500;

/**
 * Listen on a connection's five addresses.
 * @throws Error when one can't be bound
 */
export async function openSockets(connection: Connection): Promise<Sockets> {
  const curve = connection.curve && {
    curveServer: true,
    curvePublicKey: connection.curve.publicKey,
    curveSecretKey: connection.curve.secretKey,
  };
  const common = { linger, ipv6: connection.ip.includes(":"), ...curve };
  // A reply is never kept back by a front end that is slow to take it (0: no limit), and a send settles at once.
  // handover: a front end that reconnects with its old identity gets its replies.
  const router = { ...common, sendHighWaterMark: 0, sendTimeout: 0, handover: true };
  const sockets: Sockets = {
    shell: new Router(router),
    control: new Router(router),
    // mandatory: asking a front end that listens to no input is an error, not silence.
    stdin: new Router({ ...router, mandatory: true }),
    iopub: new Publisher({ ...common, sendHighWaterMark: iopubQueue, noDrop: true, sendTimeout: 0 }),
    hb: new Router(router),
  };
  const bound = await Promise.allSettled(
    Object.entries(sockets).map(([channel, socket]) =>
      bind(socket as Socket, endpoint(connection, channel as Channel)),
    ),
  );
  const failure = bound.find((result) => result.status === "rejected");
  if (failure) {
    closeSockets(sockets);
    throw failure.reason as Error;
  }
  return sockets;
}

/** Close all sockets; what was sent before still leaves. */
export function closeSockets(sockets: Sockets): void {
  for (const socket of Object.values(sockets) as Socket[]) if (!socket.closed) socket.close();
}

async function bind(socket: Socket, address: string): Promise<void> {
  try {
    await socket.bind(address);
  } catch (error) {
    throw new Error(`can't listen on ${address}: ${(error as Error).message}; restart the kernel for a new address`, {
      cause: error,
    });
  }
}
