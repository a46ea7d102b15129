import type { Language } from "../language";
import { setImmediate } from "../own-clock";
import {
  bundleOf,
  codeFrame,
  type ErrorContent,
  errorContent,
  Execution,
  executions,
  firstUnnumbered,
  type History,
  KeyboardInterrupt,
  type MimeBundle,
  red,
  type Repl,
  scriptName,
} from "../run";
import { CellSyntaxError, directivesOf, languageDocument, translate, type Translated } from "../translate";
import type { RequestOf, Wire } from "../wire";
import type { LiveEdit } from "./live-edit";
import { defineModule } from "./module-cell";
import type { Notebook } from "./notebook";
import { quietNote } from "./quiet-note";
import type { StaleNotes } from "./stale-notes";
import type { Stopper } from "./stopper";
import type { TypeCheck } from "./type-check";
import { typeErrorContent } from "./type-errors";

type ExecuteRequest = RequestOf<"execute_request">;

/** What running a cell takes. */
export interface ExecuteParts {
  readonly wire: Wire;
  readonly check: TypeCheck;
  readonly language: Language;
  readonly notebook: Notebook;
  readonly repl: Repl;
  readonly stopper: Stopper;
  readonly history: History;
  readonly liveEdit: LiveEdit;
  readonly staleNotes: StaleNotes;
}

/** Runs the cells, one after the other, and numbers them. */
export function createExecutor(parts: ExecuteParts): (request: ExecuteRequest) => Promise<void> {
  const { wire, history, staleNotes } = parts;
  let count = 0;
  let numUnnumbered = 0;
  return async (request) => {
    const { code, silent, store_history: isStored, allow_stdin: allowsInput } = request.content;
    const isKept = isStored && !silent;
    if (isKept) count += 1;
    if (!silent) wire.publish(request.parent, "execute_input", { code, execution_count: count });
    if (isKept) history.add(count, code);
    const run = isKept ? count : firstUnnumbered + numUnnumbered++;
    const execution = new Execution(request.parent, run, allowsInput);
    const id = cellIdOf(request.metadata) ?? `run ${run}`;
    staleNotes.began(id, run, request.parent);
    const show = (bundle: MimeBundle): void => {
      if (isKept) history.setOutput(count, String(bundle["text/plain"] ?? ""));
      wire.publish(request.parent, "execute_result", { execution_count: count, data: bundle, metadata: {} });
    };
    const isBlank = code.trim() === "";
    const error = isBlank
      ? undefined
      : await runCell({ requestId: request.id, code, id, execution, show: silent ? undefined : show }, parts);
    // Node tells of promises that the cell left rejected when this turn of its loop ends: before the cell's end, after which many front
    // ends no longer listen.
    await new Promise((resolve) => setImmediate(resolve));
    staleNotes.ended();
    if (error !== undefined) {
      if (!silent) wire.publish(request.parent, "error", error);
      wire.reply(request, "execute_reply", { status: "error", execution_count: count, ...error });
      return;
    }
    const expressions = await userExpressions(request, execution, parts);
    wire.reply(request, "execute_reply", {
      status: "ok",
      execution_count: count,
      user_expressions: expressions,
      payload: [],
    });
  };
}

interface CellRun {
  readonly requestId: number;
  readonly code: string;
  readonly id: string;
  readonly execution: Execution;
  /** Shows the last value; a silent run shows none. */
  readonly show: ((bundle: MimeBundle) => void) | undefined;
}

/** Translate, check, run and show one cell. @returns what went wrong */
async function runCell(
  { requestId, code, id, execution, show }: CellRun,
  parts: ExecuteParts,
): Promise<ErrorContent | undefined> {
  const { wire, check, language, notebook, repl, stopper, liveEdit, staleNotes } = parts;
  const { run } = execution;
  const tell = (line: string) => wire.publish(execution.parent, "display_data", quietNote(line));
  try {
    const { module, refusal } = directivesOf(code);
    if (refusal !== undefined) throw new CellSyntaxError(refusal, 1, 0);
    return await stopper.run(requestId, execution, async () => {
      if (module !== undefined) {
        const errors = await execution.wait(defineModule(module, code, language));
        if (errors.length > 0) return typeErrorContent(errors, code, run);
        tell(`this cell is the module \`./${module}\`: other cells can import it`);
        return undefined;
      }
      const { translated, document } = wire.uninterruptible(() => {
        const made = translate(code, { sourceName: scriptName(run), known: notebook.graph.known });
        return { translated: made, document: languageDocument(made.text, made, notebook.graph, run) };
      });
      const problems = await execution.wait(check({ execution: run, document }, tell));
      if (problems.length > 0) return typeErrorContent(problems, code, run);
      wire.uninterruptible(() => {
        notebook.keep(scriptName(run), { source: code, position: translated.position });
        staleNotes.add(id, notebook.graph.ran({ id, execution: run, names: translated }));
        language.commit(run, notebook.graph.live());
      });
      await supervised(execution, repl, () => liveEdit.refresh(translated, tell));
      liveEdit.imports(run, translated.imports);
      await execution.orAbandoned(evaluate(translated, execution, parts));
      if (show === undefined) return undefined;
      const bundle = await supervised(execution, repl, () => bundleOf(execution.result));
      if (bundle !== undefined) show(bundle);
      return undefined;
    });
  } catch (error) {
    if (error instanceof CellSyntaxError) return syntaxErrorContent(error, code, run);
    return errorContent(error, notebook);
  } finally {
    if (execution.isCancelled) repl.renew();
  }
}

/** Run what the cell became; rejects with what it throws. */
async function evaluate({ code }: Translated, execution: Execution, { repl }: ExecuteParts): Promise<void> {
  try {
    const outcome = await executions.run(execution, () => repl.evaluate(code));
    if (outcome.kind === "thrown") throw outcome.thrown;
    if (outcome.kind === "terminated") throw new KeyboardInterrupt();
    // A cell that caught the interrupt, or had just ended, was stopped all the same.
    execution.signal.throwIfAborted();
  } finally {
    await executions.run(execution, () => execution.dispose());
  }
}

/** Do something of a cell's that may run its own code, other than the cell itself: a stop ends it. */
async function supervised<T>(execution: Execution, repl: Repl, work: () => Promise<T>): Promise<T | undefined> {
  const begun = executions.run(execution, () => repl.call(work));
  const value = await execution.orAbandoned(execution.wait(begun));
  execution.signal.throwIfAborted();
  return value;
}

/** JupyterLab says which cell a run is of; other front ends don't. */
function cellIdOf(metadata: object): string | undefined {
  const { cellId } = metadata as { cellId?: unknown };
  return typeof cellId === "string" ? cellId : undefined;
}

function syntaxErrorContent(error: CellSyntaxError, source: string, cell: number): ErrorContent {
  const frame = codeFrame(source, { script: scriptName(cell), line: error.line, column: error.column });
  return {
    ename: "SyntaxError",
    evalue: error.message,
    traceback: [`${red("SyntaxError")}: ${error.message}`, frame],
  };
}

/** The values of the expressions that the front end wants to know, each in its own bundle. */
async function userExpressions(
  { id, content }: ExecuteRequest,
  execution: Execution,
  { repl, notebook, stopper }: ExecuteParts,
): Promise<Record<string, object>> {
  const values: Record<string, object> = {};
  for (const [name, expression] of Object.entries(content.user_expressions)) {
    const asked = new Execution(execution.parent, execution.run, false);
    try {
      const { code } = translate(expression, { sourceName: "expression.ts", known: notebook.graph.known });
      const outcome = await stopper.run(id, asked, () =>
        asked.orAbandoned(executions.run(asked, () => repl.evaluate(code))),
      );
      if (outcome.kind === "thrown") throw outcome.thrown;
      values[name] = {
        status: "ok",
        data: (await supervised(asked, repl, () => bundleOf(asked.result))) ?? {},
        metadata: {},
      };
    } catch (error) {
      values[name] = { status: "error", ...errorContent(error, notebook) };
    }
  }
  return values;
}
