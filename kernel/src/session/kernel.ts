import type { Language } from "../language";
import { setImmediate } from "../own-clock";
import {
  captureOutput,
  Comms,
  createCellRuntime,
  createDisplay,
  createModules,
  type ErrorContent,
  errorContent,
  executions,
  guardTimers,
  History,
  keepLoopsStoppable,
  KeyboardInterrupt,
  openTslabDoor,
  Repl,
  showPromisesPlainly,
} from "../run";
import { translate } from "../translate";
import type { Wire } from "../wire";
import { createAnswers } from "./answers";
import { apiSymbol, createApi } from "./api";
import { createExecutor } from "./execute";
import { createLiveEdit } from "./live-edit";
import { createNotebook } from "./notebook";
import { createStaleNotes } from "./stale-notes";
import { createStopper } from "./stopper";
import { createTypeCheck } from "./type-check";

/**
 * Serve the front ends of a connection until one says shutdown.
 * @param wire to them, in the same turn of the event loop in which it was started: it holds nothing back
 */
export function startKernel(wire: Wire, language: Language): void {
  keepLoopsStoppable();
  const folder = process.cwd();
  const notebook = createNotebook();
  const history = new History();
  const repl = new Repl();
  const comms = new Comms((type, content, buffers = []) =>
    wire.publish(executions.getStore()?.parent, type, content, { buffers: [...buffers] }),
  );
  const display = createDisplay(wire);
  const staleNotes = createStaleNotes(
    (parent, content) => wire.publish(parent, "display_data", content),
    process.env["NEXT_TOKEN_STALE_NOTES"] !== "off",
  );
  const api = createApi({ display, comms, wire, staleNotes });
  const modules = createModules(folder, {
    builtIn: new Map([["next-token-kernel", api as unknown as Record<string, unknown>]]),
    afterImport: () => openTslabDoor(display.display),
    keep: notebook.keep,
  });
  const { runtime, setStopping } = createCellRuntime(modules, folder);
  const stopper = createStopper(setStopping, () => repl.renew());
  const liveEdit = createLiveEdit({ modules, graph: notebook.graph, repl });
  const execute = createExecutor({
    wire,
    check: createTypeCheck(language),
    language,
    notebook,
    repl,
    stopper,
    history,
    liveEdit,
    staleNotes,
  });
  const answer = createAnswers({ wire, language, notebook, history, comms });

  Object.defineProperty(globalThis, "__kernel", { value: runtime });
  Object.defineProperty(globalThis, apiSymbol, { value: api });
  Object.assign(globalThis, { require: modules.require });
  guardTimers(repl);
  showPromisesPlainly();
  captureOutput(
    (name, text) => wire.stream(executions.getStore()?.parent, name, text),
    (work) => wire.waitForChild(work),
  );

  /** What goes wrong in the background is told under the cell it came from. */
  const tell = (thrown: unknown): void => {
    // A stopped cell's own end, which its author asked for.
    if (thrown instanceof KeyboardInterrupt) return;
    const content: ErrorContent = errorContent(thrown, notebook);
    wire.publish(executions.getStore()?.parent, "error", content);
  };
  process.on("uncaughtException", tell);
  process.on("unhandledRejection", tell);

  wire.onInterrupt((interrupt) => stopper.interrupt(interrupt));
  wire.onRequest((request) => {
    const answered = request.type === "execute_request" ? execute(request) : answer(request);
    answered.catch((error: unknown) => {
      tell(error);
      // Without a reply a front end waits for ever, and the cells behind this one too.
      if (request.type === "execute_request")
        wire.reply(request, "execute_reply", { status: "error", ...errorContent(error, notebook) });
    });
  });
  wire.onShutdown(() => {
    language.close();
    process.exit(0);
  });
  // The first cell finds all that translates it in place: most often its front end still has to connect.
  setImmediate(() => translate("1", { sourceName: "", known: notebook.graph.known }));
}
