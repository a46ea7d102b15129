// @ts-check
// A kernel of a page on the real wire: it runs JavaScript cells in V8's REPL mode, with `wire` and `request` in reach.
// node small-kernel.mjs CONNECTION_FILE
import { Session } from "node:inspector";
import { createRequire } from "node:module";

const { startWire } = /** @type {typeof import("../../../kernel/src/wire/index.ts")} */ (
  createRequire(import.meta.url)("../../../kernel/dist/wire/index.js")
);
const wire = startWire(/** @type {string} */ (process.argv[2]));
let session = new Session();
session.connect();
let count = 0;
/** The request of the cell that runs. @type {number | undefined} */
let runningId;
/** Ends that cell, as an interrupt wants it. */
let interruptCell = () => {};

/** Give up an evaluation that may never settle: Node 22 ends the process when it collects the promise of one. */
function leave() {
  session.disconnect();
  session = new Session();
  session.connect();
}

/** @param {import("../../../kernel/src/wire/index.ts").RequestOf<"execute_request">} request */
function execute(request) {
  count += 1;
  const executionCount = count;
  Object.assign(globalThis, { wire, request });
  /** @param {unknown} value */
  const succeed = (value) => {
    const data = { "text/plain": JSON.stringify(value) ?? "undefined" };
    wire.publish(request.parent, "execute_result", { execution_count: executionCount, data, metadata: {} });
    wire.reply(request, "execute_reply", { status: "ok", execution_count: executionCount, user_expressions: {} });
  };
  /** @param {string} ename @param {string} evalue */
  const fail = (ename, evalue) => {
    const content = { ename, evalue, traceback: [] };
    wire.publish(request.parent, "error", content);
    wire.reply(request, "execute_reply", { status: "error", ...content, execution_count: executionCount });
  };
  let isOver = false;
  /** @param {() => void} settle */
  const once = (settle) => {
    if (isOver) return;
    // Before it settles: leaving the evaluation ends that too.
    isOver = true;
    settle();
  };
  runningId = request.id;
  interruptCell = () =>
    once(() => {
      fail("KeyboardInterrupt", "");
      leave();
    });
  // The last thing here: an interrupt that comes as the cell begins takes effect just after, and may end the callers.
  session.post(
    "Runtime.evaluate",
    {
      expression: `${request.content.code}\n//# sourceURL=cell-${count}`,
      replMode: true,
      awaitPromise: true,
      returnByValue: true,
    },
    (error, reply) =>
      once(() => {
        if (error) return fail("KeyboardInterrupt", "");
        const { result, exceptionDetails } = /** @type {import("node:inspector").Runtime.EvaluateReturnType} */ (reply);
        if (exceptionDetails) fail("Error", exceptionDetails.exception?.description ?? exceptionDetails.text);
        else succeed(result.value);
      }),
  );
}

wire.onRequest((request) => {
  switch (request.type) {
    case "execute_request":
      return execute(request);
    case "complete_request":
      return wire.reply(request, "complete_reply", {
        status: "ok",
        matches: [request.content.code],
        cursor_start: 0,
        cursor_end: request.content.cursor_pos,
        metadata: {},
      });
    case "comm_msg":
      wire.publish(request.parent, "comm_msg", request.content, { buffers: request.buffers });
      return wire.done(request);
    case "comm_open":
    case "comm_close":
      return wire.done(request);
    case "inspect_request":
      return wire.reply(request, "inspect_reply", { status: "ok", found: false, data: {}, metadata: {} });
    case "is_complete_request":
      return wire.reply(request, "is_complete_reply", { status: "unknown" });
    case "history_request":
      return wire.reply(request, "history_reply", { status: "ok", history: [] });
    case "comm_info_request":
      return wire.reply(request, "comm_info_reply", { status: "ok", comms: {} });
  }
});
wire.onInterrupt(({ requestId, stack, isStuck }) => {
  if (requestId === undefined || requestId !== runningId) return false;
  if (!isStuck) {
    // From the event loop: what still runs is left or ended first.
    setImmediate(interruptCell);
    return false;
  }
  const frames = stack.split("\n");
  const cell = frames.findIndex((frame) => frame.includes("cell-"));
  const post = frames.findIndex((frame) => frame.includes("Session.post (node:inspector"));
  // It is left before it is ended: its promise may be collected at once.
  if (cell >= 0 && post < 0) leave();
  // Of the cell is what a frame of it called, inside of its evaluation or, after an await, with no evaluation below it.
  return cell >= 0 && (post < 0 || cell < post);
});
wire.onShutdown(() => {
  session.disconnect(); // for the same reason
  process.exit(0);
});
