import type { MessagePort } from "node:worker_threads";
import { log } from "./log";
import type { Outbox } from "./outbox";
import { closeSockets, type Sockets } from "./sockets";
import type { ToMain } from "./thread-messages";

/** Milliseconds that the main thread has to close after it was asked to: a restart is to be over in a second. */
const grace = 700;
/** Milliseconds that closing waits for a front end that reads slowly. */
const flushTime = 500;

/** The end of the sockets' thread, and of the process where the main thread doesn't end it. */
export interface Shutdown {
  /** Ask the main thread to end the kernel; end it by force when it can't hear. */
  ask(restart: boolean): void;
  /** Send what is queued and close the sockets; then nothing keeps the thread. */
  close(): Promise<void>;
  /** Do this too when the sockets close. */
  onClose(callback: () => void): void;
}

export function createShutdown({
  sockets,
  outbox,
  toMain,
  interrupt,
  port,
}: {
  sockets: Sockets;
  outbox: Outbox;
  toMain: (message: ToMain) => void;
  interrupt: () => void;
  port: MessagePort;
}): Shutdown {
  let force: NodeJS.Timeout | undefined;
  let isClosing = false;
  const callbacks: (() => void)[] = [];
  return {
    ask(restart) {
      if (force !== undefined || isClosing) return;
      toMain({ kind: "shutdown", restart });
      // A main thread that is in a loop has to leave it first.
      interrupt();
      force = setTimeout(() => {
        log("the kernel didn't end by itself: it is ended by force");
        process.kill(process.pid, "SIGKILL");
      }, grace);
    },
    async close() {
      if (isClosing) return;
      isClosing = true;
      clearTimeout(force);
      for (const callback of callbacks) callback();
      await outbox.empty(flushTime);
      closeSockets(sockets);
      port.close();
    },
    onClose(callback) {
      callbacks.push(callback);
    },
  };
}
