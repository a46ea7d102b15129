import { createInterface } from "node:readline/promises";
import { kernelApi } from "../core";

export interface InputOptions {
  /**
   * The answer of who types nothing but Enter, and where nobody is there to type: when a notebook runs headless, becomes
   * slides, or runs on stock tslab. It is written out, so that the output reads as if it had been typed.
   */
  readonly otherwise?: string;
  /** Whether what is typed stays hidden; in a notebook only. */
  readonly password?: boolean;
}

/**
 * Ask the reader for a line of text: in a notebook with a field below the cell, elsewhere on the terminal.
 * @throws Error where nobody can answer and there is no `otherwise`
 */
export async function input(prompt: string, { otherwise, password = false }: InputOptions = {}): Promise<string> {
  const answer = await ask(prompt, password);
  if (otherwise === undefined && answer === undefined) {
    throw new Error(
      `input must run where somebody can answer "${prompt}", and here nobody can: run it in JupyterLab with the kernel "TypeScript", or give { otherwise: "an answer" }`,
    );
  }
  if (answer || otherwise === undefined) return answer ?? "";
  console.log(`${prompt}${password ? "·".repeat(otherwise.length) : otherwise}`);
  return otherwise;
}

/** What somebody types; undefined where nobody can. */
async function ask(prompt: string, password: boolean): Promise<string | undefined> {
  const api = kernelApi();
  if (api?.cell.takesInput) return api.input(prompt, { password });
  return api === undefined && process.stdin.isTTY ? askTerminal(prompt) : undefined;
}

async function askTerminal(prompt: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return await terminal.question(prompt);
  } finally {
    terminal.close();
  }
}
