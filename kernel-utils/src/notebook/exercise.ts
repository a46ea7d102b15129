import { inspect } from "node:util";
import { describeValue } from "../core";
import { escapeHtml } from "../frame";
import { display } from "./display";

/**
 * Check an exercise: a tick if `check` passes; "Not yet" and what is wrong if it throws, without stopping the notebook.
 * An error that is no failed assertion is the reader's code going wrong: it is shown with its stack.
 * With an async check it gives a promise: `await exercise(...)`.
 * @throws TypeError if check is no function
 */
export function exercise(title: string, check: () => Promise<void>): Promise<void>;
export function exercise(title: string, check: () => void): void;
export function exercise(title: string, check: () => unknown): Promise<void> | void {
  if (typeof check !== "function") {
    throw new TypeError(`check must be a function, got ${describeValue(check)}; wrap it: () => { assert.ok(...) }`);
  }
  try {
    const result = check();
    if (!(result instanceof Promise)) return showPassed(title);
    return result.then(
      () => showPassed(title),
      (error: unknown) => showFailed(title, error),
    );
  } catch (error) {
    showFailed(title, error);
  }
}

function showPassed(title: string): void {
  const text = `✓ ${title}`;
  display({ "text/html": `<div><strong>${escapeHtml(text)}</strong></div>`, "text/plain": text });
}

function showFailed(title: string, error: unknown): void {
  const isAssertion = error instanceof Error && (error as NodeJS.ErrnoException).code === "ERR_ASSERTION";
  const message = error instanceof Error ? messageOf(error) : inspect(error);
  const text = isAssertion ? `Not yet: ${message}` : `Not yet: the code throws ${nameOf(error)}${message}`;
  const stack = isAssertion ? "" : ownStack(error);
  const details = stack === "" ? "" : `<details><summary>where</summary><pre>${escapeHtml(stack)}</pre></details>`;
  const html = `<div><strong>○ ${escapeHtml(title)}</strong><pre>${escapeHtml(text)}</pre>${details}</div>`;
  display({ "text/html": html, "text/plain": [`○ ${title}`, text, stack].filter((part) => part !== "").join("\n") });
}

/** An author's own message stands for itself: Node appends the values compared, and so the answer. */
function messageOf(error: Error): string {
  const isOwn = (error as Error & { generatedMessage?: boolean }).generatedMessage === false;
  return (isOwn ? (error.message.split("\n\n")[0] as string) : error.message).trim();
}

const nameOf = (error: unknown) => (error instanceof Error ? `${error.name}: ` : "");

/** Where it was thrown: the calls of the reader's code, without those of this file and of the kernel that made them. */
function ownStack(error: unknown): string {
  const lines = (error instanceof Error ? (error.stack ?? "") : "").split("\n");
  const calls = lines.filter((line) => line.startsWith("    at "));
  const end = calls.findIndex((line) => line.includes(__filename));
  return calls.slice(0, end === -1 ? undefined : end).join("\n");
}
