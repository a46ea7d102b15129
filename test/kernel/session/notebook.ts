import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";
import type { Json, Message } from "../wire/client-message";
import { textOf } from "../wire/client-message";
import { connectionFields } from "../wire/connection-fields";
import { FrontEnd, type ServedKernel } from "../wire/front-end";
import { kernelNode } from "../wire/kernel-node";
import { within } from "../wire/within";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const built = join(root, "kernel", "dist", "cli.js");

/** What a cell ended with. */
export interface Ran {
  readonly reply: Json;
  readonly outputs: readonly Message[];
  /** What it wrote to stdout. */
  readonly stdout: string;
  /** text/plain of its last value, without colours. */
  readonly result: string | undefined;
  /** The error's traceback, without colours. */
  readonly traceback: string;
}

/** How a kernel is started. */
export interface OpenOptions {
  /** More of its environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** "ignore" where V8's last words are nobody's. */
  readonly stderr?: "inherit" | "ignore";
  /** Whether it has a process group of its own, as Jupyter's kernels have; true where it isn't said. */
  readonly hasOwnGroup?: boolean;
  /** The file that is run; the project's own where it isn't said. */
  readonly program?: string;
}

/** The built kernel, in a folder of its own inside the project, with a front end connected. */
export class TestNotebook {
  #id = "";
  private constructor(
    readonly frontEnd: FrontEnd<ServedKernel>,
    readonly folder: string,
    readonly process: ChildProcess,
  ) {}

  static async open(
    files: Readonly<Record<string, string>> = {},
    { env, stderr = "inherit", hasOwnGroup = true, program = built }: OpenOptions = {},
  ): Promise<TestNotebook> {
    const folder = mkdtempSync(join(root, "notebooks", ".test-"));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    const fields = await connectionFields(folder, {});
    const connectionFile = join(folder, "connection.json");
    writeFileSync(connectionFile, JSON.stringify(fields));
    const child = spawn(kernelNode, [program, "start", connectionFile], {
      cwd: folder,
      stdio: ["ignore", "inherit", stderr],
      detached: hasOwnGroup,
      env: { ...process.env, JPY_PARENT_PID: String(process.pid), ...env },
    });
    const exit = once(child, "exit");
    const stop = async (): Promise<void> => {
      child.kill("SIGKILL");
      await within("the end of a killed kernel", exit);
    };
    const death = exit.then(async ([code, signal]): Promise<never> => {
      await new Promise((done) => setTimeout(done, 1000)); // what it said last is on its way
      throw new Error(`the kernel's process ended with ${code ?? signal}`);
    });
    death.catch(() => undefined); // most often nobody waits any more
    const frontEnd = new FrontEnd({ fields, death, stop });
    await frontEnd.connect();
    return new TestNotebook(frontEnd, folder, child);
  }

  /** Run a cell to its end. */
  async run(code: string, { cellId, ...options }: { cellId?: string } & Json = {}): Promise<Ran> {
    return this.ended(await this.send(code, { cellId, ...options }));
  }

  /** Run a cell that must succeed. */
  async ok(code: string, options: { cellId?: string } & Json = {}): Promise<Ran> {
    const ran = await this.run(code, options);
    if (ran.reply.status !== "ok") throw new Error(`the cell failed:\n${code}\n${ran.traceback}`);
    return ran;
  }

  /** Send a cell. @returns the message's id */
  async send(code: string, { cellId, ...options }: { cellId?: string } & Json = {}): Promise<string> {
    const metadata = cellId === undefined ? {} : { cellId };
    const content = { code, silent: false, store_history: true, stop_on_error: true, ...options };
    const id = `cell-${Math.random()}`;
    this.#replies.set(id, this.frontEnd.replyTo(id, `the cell\n${code}\n`));
    await this.frontEnd.send("shell", "execute_request", content, { id, metadata });
    this.#id = id;
    return id;
  }

  /** What waits for the reply to each cell. */
  readonly #replies = new Map<string, (milliseconds?: number) => Promise<Message>>();

  /** Wait until a sent cell has ended. */
  async ended(id: string = this.#id, milliseconds?: number): Promise<Ran> {
    const reply = await this.#replies.get(id)?.(milliseconds);
    if (reply === undefined) throw new Error(`no cell was sent as ${id}`);
    const outputs = await this.frontEnd.outputsOf(id);
    const result = outputs.find(({ type }) => type === "execute_result")?.content.data as Json | undefined;
    const error = outputs.find(({ type }) => type === "error")?.content;
    return {
      reply: reply.content,
      outputs,
      stdout: textOf(outputs),
      result: result === undefined ? undefined : plain(String(result["text/plain"])),
      traceback: plain(((error?.traceback ?? []) as string[]).join("\n")),
    };
  }

  /** Wait until a cell that was sent says this on stdout. */
  async said(id: string, text: string): Promise<void> {
    await this.frontEnd.until(
      ({ parentId, type, content }) => parentId === id && type === "stream" && String(content.text).includes(text),
      `"${text}" of ${id}`,
    );
  }

  async interrupt(): Promise<void> {
    await this.frontEnd.ask("control", "interrupt_request", {});
  }

  async close(): Promise<void> {
    await this.frontEnd.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export const plain = stripVTControlCharacters;
