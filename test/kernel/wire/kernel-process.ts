import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { assertBuilt } from "./built";
import { connectionFields, type StartOptions } from "./connection-fields";
import { kernelNode } from "./kernel-node";
import { within } from "./within";

const program = fileURLToPath(new URL("small-kernel.mjs", import.meta.url));

/** A cell that waits for good. Its promise is held: Node ends the process when that of an evaluation is collected. */
export const waitingCell = "await new Promise((done) => (globalThis.held = done))";

/** A small kernel in a process of its own. */
export class KernelProcess {
  readonly fields: Record<string, string>;
  /** What it wrote to stderr. */
  stderr = "";
  readonly #folder: string;
  readonly #process: ChildProcess;

  private constructor(folder: string, fields: Record<string, string>) {
    this.#folder = folder;
    this.fields = fields;
    const connectionFile = join(folder, "connection.json");
    writeFileSync(connectionFile, JSON.stringify(fields));
    this.#process = spawn(kernelNode, [program, connectionFile], {
      stdio: ["ignore", "inherit", "pipe"],
      env: { ...process.env, JPY_PARENT_PID: String(process.pid) },
    });
    this.#process.stderr?.on("data", (data) => (this.stderr += String(data)));
  }

  static async start(options: StartOptions = {}): Promise<KernelProcess> {
    assertBuilt("wire");
    const folder = mkdtempSync(join(tmpdir(), "next-token-wire-"));
    return new KernelProcess(folder, await connectionFields(folder, options));
  }

  get pid(): number {
    return this.#process.pid as number;
  }

  /** Wait until stderr says this. */
  async said(pattern: RegExp): Promise<void> {
    const stream = this.#process.stderr as NonNullable<ChildProcess["stderr"]>;
    while (!pattern.test(this.stderr)) await within(`${pattern} on stderr`, once(stream, "data"));
  }

  /** How many lines of stderr say this. */
  numLines(pattern: RegExp): number {
    return this.stderr.split("\n").filter((line) => pattern.test(line)).length;
  }

  /** The exit code or signal, once it ended. */
  async ended(): Promise<number | string | null> {
    if (this.#process.exitCode === null && this.#process.signalCode === null) {
      await within("the end of the kernel's process", once(this.#process, "exit"));
    }
    return this.#process.exitCode ?? this.#process.signalCode;
  }

  async stop(): Promise<void> {
    this.#process.kill("SIGKILL");
    await this.ended();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
