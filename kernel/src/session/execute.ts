import type { Language } from "../language";
import {
  bundleOf,
  codeFrame,
  type ErrorContent,
  errorContent,
  Execution,
  executions,
  type History,
  KeyboardInterrupt,
  type Repl,
  scriptName,
} from "../run";
import { CellSyntaxError, languageDocument, translate, type Translated } from "../translate";
import type { RequestOf, Wire } from "../wire";
import type { Notebook } from "./notebook";
import { staleNote } from "./stale-note";
import { type Stopper, ungently } from "./stopper";
import { typeErrorContent } from "./type-errors";

type ExecuteRequest = RequestOf<"execute_request">;

/** What running a cell takes. */
export interface ExecuteParts {
  readonly wire: Wire;
  readonly language: Language;
  readonly notebook: Notebook;
  readonly repl: Repl;
  readonly stopper: Stopper;
  readonly history: History;
}

/** Runs the cells, one after the other, and numbers them. */
export function createExecutor(parts: ExecuteParts): (request: ExecuteRequest) => Promise<void> {
  let count = 0;
  return async (request) => {
    const { wire, history } = parts;
    const { code, silent, store_history: isStored, allow_stdin: allowsInput } = request.content;
    const isKept = isStored && !silent;
    if (isKept) count += 1;
    if (!silent) wire.publish(request.parent, "execute_input", { code, execution_count: count });
    if (isKept) history.add(count, code);
    const execution = new Execution(request.parent, count, allowsInput);
    const error = code.trim() === "" ? undefined : await runCell(request, execution, parts);
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

/** Translate, check, run and show one cell. @returns what went wrong */
async function runCell(
  { content: { code, silent }, metadata }: ExecuteRequest,
  execution: Execution,
  parts: ExecuteParts,
): Promise<ErrorContent | undefined> {
  const { wire, language, notebook, stopper, history } = parts;
  const { count, parent } = execution;
  try {
    const translated = translate(code, { sourceName: scriptName(count), known: notebook.graph.known });
    const document = languageDocument(translated.text, translated, notebook.graph);
    const problems = await stopper.guard(execution, () => language.check({ execution: count, document }));
    if (problems.length > 0) return typeErrorContent(problems, code, count);
    notebook.keep(count, { source: code, translated });
    const stale = notebook.graph.ran({ id: cellIdOf(metadata) ?? `run ${count}`, execution: count, names: translated });
    language.commit(count, notebook.graph.live());
    await stopper.guard(execution, () => evaluate(translated, execution, parts));
    const bundle = silent
      ? undefined
      : await stopper.guard(execution, () => executions.run(execution, bundleOf, execution.result));
    if (bundle !== undefined) {
      history.setOutput(count, String(bundle["text/plain"] ?? ""));
      wire.publish(parent, "execute_result", { execution_count: count, data: bundle, metadata: {} });
    }
    if (stale.length > 0) wire.publish(parent, "display_data", staleNote(stale));
    return undefined;
  } catch (error) {
    if (error instanceof CellSyntaxError) return syntaxErrorContent(error, code, count);
    return errorContent(error, notebook);
  }
}

/** Run what the cell became; rejects with what it throws. */
async function evaluate({ code }: Translated, execution: Execution, { repl }: ExecuteParts): Promise<void> {
  try {
    const outcome = await executions.run(execution, () => repl.evaluate(code));
    if (outcome.kind === "thrown") throw outcome.thrown;
    if (outcome.kind === "terminated") throw new KeyboardInterrupt(ungently);
  } finally {
    await executions.run(execution, () => execution.dispose());
  }
}

/** JupyterLab says which cell a run is of; other front ends don't. */
function cellIdOf(metadata: object): string | undefined {
  const { cellId } = metadata as { cellId?: unknown };
  return typeof cellId === "string" ? cellId : undefined;
}

function syntaxErrorContent(error: CellSyntaxError, source: string, cell: number): ErrorContent {
  const frame = codeFrame(source, { cell, line: error.line, column: error.column });
  return {
    ename: "SyntaxError",
    evalue: error.message,
    traceback: [`\u001b[31mSyntaxError\u001b[39m: ${error.message}`, frame],
  };
}

/** The values of the expressions that the front end wants to know, each in its own bundle. */
async function userExpressions(
  { content }: ExecuteRequest,
  execution: Execution,
  { repl, notebook }: ExecuteParts,
): Promise<Record<string, object>> {
  const values: Record<string, object> = {};
  for (const [name, expression] of Object.entries(content.user_expressions)) {
    const asked = new Execution(execution.parent, execution.count, false);
    try {
      const { code } = translate(expression, { sourceName: "expression.ts", known: notebook.graph.known });
      const outcome = await executions.run(asked, () => repl.evaluate(code));
      if (outcome.kind !== "value") throw outcome.kind === "thrown" ? outcome.thrown : new KeyboardInterrupt();
      values[name] = { status: "ok", data: (await bundleOf(asked.result)) ?? {}, metadata: {} };
    } catch (error) {
      values[name] = { status: "error", ...errorContent(error, notebook) };
    }
  }
  return values;
}
