import type { MessagePort } from "node:worker_threads";
import type { Connection } from "./connection-file";
import { returnCredit } from "./credit";
import { FrontEnds } from "./front-ends";
import { Inputs } from "./inputs";
import { Interrupter, terminateMain } from "./interrupt-main";
import { memoryWarning, watchMemory } from "./memory-watch";
import { Outbox } from "./outbox";
import { noParent } from "./protocol";
import { watchParent } from "./parent-watch";
import { echo, receive } from "./receive";
import { createReplayGuard } from "./replay-guard";
import { packed, Sender } from "./sender";
import type { SharedMemory } from "./shared-memory";
import { createShutdown } from "./shutdown";
import { createSigner } from "./signature";
import type { Sockets } from "./sockets";
import { StreamPump } from "./stream-pump";
import { StreamReader } from "./stream-reader";
import { grantTermination } from "./termination";
import type { ToMain, ToSockets } from "./thread-messages";
import { WaitedChild } from "./waited-child";

/** What the sockets' thread works with. */
export interface ServeOptions {
  readonly connection: Connection;
  readonly sockets: Sockets;
  readonly memory: SharedMemory;
  /** Bytes that the main thread's heap may grow to. */
  readonly heapLimit: number;
  /** To the main thread. */
  readonly port: MessagePort;
}

/** Serve the front ends until the main thread says close. */
export function serve({ connection, sockets, memory, heapLimit, port }: ServeOptions): void {
  const signer = createSigner(connection.key, connection.hash);
  const guard = createReplayGuard();
  const outbox = new Outbox(sockets.iopub);
  const sender = new Sender(signer, outbox);
  const toMain = (message: ToMain): void => port.postMessage(message);
  const streams = new StreamPump(new StreamReader(memory), ({ parentHeader, name }, text, onSent) =>
    sender.publish(parentHeader, "stream", packed({ name, text }), onSent),
  );
  const inputs = new Inputs(sockets.stdin, sender, toMain);
  const interrupter = new Interrupter((id) => toMain({ kind: "interrupt", id }));
  const waitedChild = new WaitedChild(memory);
  const interrupt = (): void => {
    interrupter.interrupt(frontEnds.runningId);
    // It comes second: what waited for the program must find the interrupt there.
    waitedChild.end();
  };
  const shutdown = createShutdown({ sockets, outbox, toMain, interrupt, port });
  const frontEnds: FrontEnds = new FrontEnds(connection, sockets, sender, {
    toMain,
    onInterrupt: () => {
      inputs.withdraw("the kernel was interrupted");
      interrupt();
    },
    onShutdown: shutdown.ask,
  });

  port.on("message", (message: ToSockets) => {
    if ("at" in message) streams.flushTo(message.at);
    switch (message.kind) {
      case "flush":
        return streams.signal();
      case "terminate":
        return grantTermination(memory, terminateMain);
      case "target":
        streams.switchTo(message, message.at);
        return returnCredit(memory, message.cost);
      case "publish":
        return sender.publish(message.parentHeader, message.type, message.message, () =>
          returnCredit(memory, message.cost),
        );
      case "reply":
        inputs.withdraw("the cell has ended", frontEnds.openHeader(message.id));
        return frontEnds.reply(message.id, message.type, message.message, message);
      case "done":
        return frontEnds.end(message.id);
      case "input":
        return void inputs.ask(message);
      case "wait":
        return waitedChild.spare(message.spared);
      case "close":
        streams.finish();
        inputs.withdraw("the kernel ends");
        interrupter.stop();
        return void shutdown.close();
    }
  });

  const checks = { signer, guard };
  void receive(sockets.shell, "shell", { ...checks, onMessage: (message) => frontEnds.receive("shell", message) });
  void receive(sockets.control, "control", {
    ...checks,
    onMessage: (message) => frontEnds.receive("control", message),
  });
  void receive(sockets.stdin, "stdin", { ...checks, onMessage: (message) => inputs.receive(message) });
  void echo(sockets.hb);
  shutdown.onClose(watchParent(() => shutdown.ask(false)));
  shutdown.onClose(
    watchMemory(heapLimit, (used) => {
      const text = memoryWarning(used, heapLimit);
      sender.publish(frontEnds.runningHeader, "stream", packed({ name: "stderr", text }));
    }),
  );
  sender.status(noParent, "starting");
}
