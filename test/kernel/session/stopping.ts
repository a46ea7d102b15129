import { textOf } from "../wire/client-message";
import { type Ran, TestNotebook } from "./notebook";

/** Milliseconds within which a stopped cell ends, on a busy machine. */
export const stopTime = 3000;

const files = {
  "spin.mjs": "export function spin() {\n  for (;;) globalThis.counter.turns++;\n}\n",
  "spin.d.mts": "export function spin(): void;\n",
  "endless.mjs": "console.log('loops');\nfor (;;) globalThis.counter.turns++;\n",
  "endless.d.mts": "export {};\n",
};

const prelude = `const kept = "kept";
const sleep = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));
const counter = { turns: 0 };
Object.assign(globalThis, { counter });`;

/** A notebook with cells to stop: `sleep`, `counter`, and `spin` of ./spin.mjs, which never returns. */
export class StoppingNotebook {
  private constructor(readonly notebook: TestNotebook) {}

  static async open(): Promise<StoppingNotebook> {
    const notebook = await TestNotebook.open(files);
    await notebook.ok(prelude);
    return new StoppingNotebook(notebook);
  }

  /** Run a cell that says "go", stop it once it has said `begun`, and see that it ended, that nothing of it goes on, and that state is kept. */
  async stop(code: string, begun = "go"): Promise<Ran> {
    const { notebook } = this;
    const id = await notebook.send(`console.log("go");\n${code}`);
    await notebook.said(id, begun);
    await new Promise((done) => setTimeout(done, 60));
    await notebook.interrupt();
    const ran = await notebook.ended(id, stopTime);
    const next = await this.runs();
    const warnings = textOf(ran.outputs, "stderr");
    if (ran.reply.ename === "KeyboardInterrupt" && next === this.undisturbed && warnings === "") return ran;
    throw new Error(
      `a stopped cell ended with ${JSON.stringify(ran.reply)}; the next one gave ${next}; stderr: ${warnings}`,
    );
  }

  /**
   * Send a cell and stop it so many milliseconds later, and until it ends every 100 more: a stop that came before the cell began means none.
   * @returns its reply, when no stop is under way any more
   */
  async stopAfter(delay: number, code: string, limit?: number): Promise<Ran["reply"]> {
    const { notebook } = this;
    const id = await notebook.send(code);
    await new Promise((done) => setTimeout(done, delay));
    let asked = notebook.interrupt();
    const again = setInterval(() => (asked = asked.then(() => notebook.interrupt())), 100);
    const { reply } = await notebook.ended(id, limit).finally(() => clearInterval(again));
    // One under way must not find the next cell.
    await asked;
    return reply;
  }

  /** Run a next cell. @returns what was declared before, and how often other code counted beside it */
  async runs(): Promise<string | undefined> {
    const { result } = await this.notebook.ok(
      "const { turns } = counter;\nawait sleep(20);\n[kept, counter.turns - turns]",
    );
    return result;
  }

  /** What `runs` gives when nothing of an earlier cell goes on. */
  readonly undisturbed = "[ 'kept', 0 ]";
}
