import { createInterface } from "node:readline/promises";
import { kernelApi } from "../core";

export interface InputOptions {
  /**
   * The answer where nobody is there to give one: when a notebook runs headless, becomes slides, or runs on stock tslab.
   * It is written out, so that the output reads as if it had been typed.
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
  const api = kernelApi();
  if (api?.cell.takesInput) return api.input(prompt, { password });
  if (api === undefined && process.stdin.isTTY) return askTerminal(prompt);
  if (otherwise === undefined) {
    throw new Error(
      `input must run where somebody can answer "${prompt}", and here nobody can: run it in JupyterLab with the kernel "TypeScript", or give { otherwise: "an answer" }`,
    );
  }
  console.log(`${prompt}${password ? "·".repeat(otherwise.length) : otherwise}`);
  return otherwise;
}

async function askTerminal(prompt: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return await terminal.question(prompt);
  } finally {
    terminal.close();
  }
}
