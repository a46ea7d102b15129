import type { Connection } from "./connection-file";
import { kernelInfo } from "./kernel-info";
import type { JsonObject } from "./protocol";

/** A reply of the sockets' thread's own. */
export interface OwnReply {
  readonly type: string;
  readonly content: object;
}

type Answer = (content: JsonObject, connection: Connection) => OwnReply;

/** What the sockets' thread answers without the main thread, whatever that one does. */
const answers: Readonly<Record<string, Answer>> = {
  kernel_info_request: () => ({ type: "kernel_info_reply", content: kernelInfo() }),
  connect_request: (_, { ports }) => ({
    type: "connect_reply",
    content: {
      status: "ok",
      ...Object.fromEntries(Object.entries(ports).map(([channel, port]) => [`${channel}_port`, port])),
    },
  }),
  interrupt_request: () => ({ type: "interrupt_reply", content: { status: "ok" } }),
  shutdown_request: ({ restart }) => ({ type: "shutdown_reply", content: { status: "ok", restart: restart === true } }),
  debug_request: ({ seq, command }) => ({
    type: "debug_reply",
    content: {
      ...errorReply("NotSupported", "this kernel has no debugger"),
      // The fields of a response of the Debug Adapter Protocol.
      type: "response",
      request_seq: typeof seq === "number" ? seq : 0,
      seq: 0,
      success: false,
      command: typeof command === "string" ? command : "",
      message: "this kernel has no debugger",
    },
  }),
};

/** The reply to a request that needs no main thread, undefined for any other. */
export function ownReply(type: string, content: JsonObject, connection: Connection): OwnReply | undefined {
  return Object.hasOwn(answers, type) ? answers[type]?.(content, connection) : undefined;
}

/** The content of a reply to a request that can't be done. */
export function errorReply(ename: string, evalue: string): object {
  return { status: "error", ename, evalue, traceback: [`${ename}: ${evalue}`] };
}
