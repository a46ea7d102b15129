import { beforeExit } from "./before-exit";
import { installInterruptHook, uninterruptible } from "./interrupt-hook";
import { log } from "./log";
import { OpenInputs } from "./open-inputs";
import { OpenRequests } from "./open-requests";
import { Output } from "./output";
import { pack, transferOf } from "./pack";
import type { Wire } from "./protocol";
import { awaitTermination } from "./termination";
import { waitForChild } from "./waited-child";
import type { WireThread } from "./wire-thread";

type Listeners = { readonly [Name in "onRequest" | "onInterrupt" | "onShutdown"]: Parameters<Wire[Name]>[0][] };

/** The main thread's side of the sockets' thread, in the turn of the event loop in which that was started. */
export function createWire(thread: WireThread): Wire {
  const requests = new OpenRequests();
  const inputs = new OpenInputs();
  const listeners: Listeners = { onRequest: [], onInterrupt: [], onShutdown: [] };

  /** The last interrupt that the event loop heard of. */
  let lastInterrupt = 0;

  thread.onMessage((message) => {
    switch (message.kind) {
      case "request":
        requests.add(message.request);
        for (const listener of listeners.onRequest) listener(message.request);
        return;
      case "interrupt":
        lastInterrupt = message.id;
        return;
      case "input":
      case "no-input":
        return inputs.settle(message);
      case "shutdown":
        for (const listener of listeners.onShutdown) listener(message.restart);
        return;
    }
  });
  // Without sockets nobody can be told anything, nor stop the kernel.
  thread.onFailure((error) => {
    log(error.message);
    process.exit(1);
  });
  const { post, memory } = thread;
  const hook = installInterruptHook({
    hasReceived: (id) => requests.hasReceived(id),
    isOpen: (id) => requests.isOpen(id),
    isBack: ({ id }) => lastInterrupt >= id,
    interrupt: ({ requestId }, interrupt) => {
      const told = { requestId: requestId === 0 ? undefined : requestId, ...interrupt };
      return listeners.onInterrupt.map((listener) => listener(told)).every((mayEnd) => mayEnd);
    },
    terminate: () => awaitTermination(memory, () => post({ kind: "terminate" })),
  });
  beforeExit(() => {
    // An interrupt would break into this too.
    hook.remove();
    thread.close();
  });
  const output = new Output({ memory, post, uninterruptible });

  return {
    onRequest: (listener) => void listeners.onRequest.push(listener),
    onInterrupt: (listener) => void listeners.onInterrupt.push(listener),
    onShutdown: (listener) => void listeners.onShutdown.push(listener),
    uninterruptible,
    waitForChild: (work) =>
      uninterruptible(() => waitForChild(memory, (spared) => post({ kind: "wait", spared }), work)),
    reply(request, type, content, extras) {
      const message = pack(content, extras);
      requests.end(request as never);
      const { status, execution_count: count } = content as { status?: unknown; execution_count?: unknown };
      const executionCount = typeof count === "number" ? count : undefined;
      const { id } = request;
      post(
        { kind: "reply", at: output.position, id, type, message, isError: status === "error", executionCount },
        transferOf(message),
      );
    },
    done(request) {
      requests.end(request);
      post({ kind: "done", at: output.position, id: request.id });
    },
    publish: (...message) => output.publish(...message),
    stream: (...text) => output.stream(...text),
    requestInput: ({ header, identities }, prompt, password) =>
      inputs.open((id) =>
        post({ kind: "input", at: output.position, id, parentHeader: header, identities, prompt, password }),
      ),
  };
}
