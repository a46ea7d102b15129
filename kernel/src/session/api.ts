import { setTimeout } from "../own-clock";
import { type Comms, type Display, executions } from "../run";
import type { Wire } from "../wire";
import type { StaleNotes } from "./stale-notes";
import { unbroken } from "./stopper";

/** What a cell gets from `import … from "next-token-kernel"`. */
export interface KernelApi extends Display {
  /**
   * Ask the reader for a line of text.
   * @throws Error where the front end takes no input (a headless run), and KeyboardInterrupt when the cell is stopped
   */
  input(prompt?: string, options?: { readonly password?: boolean }): Promise<string>;
  /** The cell that the running code belongs to, also in its timers and continuations. */
  readonly cell: {
    /** Aborted when the cell is stopped; never, for code that belongs to no cell. */
    readonly signal: AbortSignal;
    /** Whether `input` can ask: false in a headless run, where nobody is there to answer. */
    readonly takesInput: boolean;
    /**
     * Do something that had better not be torn, such as a step of training: when the cell is stopped meanwhile, it may go on
     * to its end for 2 seconds. What it awaits isn't covered.
     */
    unbroken<T>(work: () => T): T;
  };
  /** Lines between objects here and in the front end. */
  readonly comms: Comms;
  /**
   * Turn the lines that name cells which used an old value off or on; the environment variable
   * NEXT_TOKEN_STALE_NOTES=off turns them off from the start.
   * @throws TypeError for what is no boolean
   */
  staleNotes(isOn: boolean): void;
}

/** Where libraries find the API without depending on this package. */
export const apiSymbol = Symbol.for("next-token-kernel.api");

const never = new AbortController().signal;

export interface ApiParts {
  readonly display: Display;
  readonly comms: Comms;
  readonly wire: Pick<Wire, "requestInput">;
  readonly staleNotes: Pick<StaleNotes, "turn">;
}

export function createApi({ display, comms, wire, staleNotes }: ApiParts): KernelApi {
  return {
    ...display,
    comms,
    cell: {
      get signal() {
        return executions.getStore()?.signal ?? never;
      },
      get takesInput() {
        return executions.getStore()?.allowsInput === true;
      },
      unbroken: (work) => unbroken(work),
    },
    async input(prompt = "", { password = false } = {}) {
      const execution = executions.getStore();
      if (execution?.allowsInput !== true) {
        throw new Error(
          "input() must run in a cell whose front end takes input, and this one takes none: run it in JupyterLab",
        );
      }
      const answer = wire.requestInput(execution.parent, prompt, password).catch(async (error: unknown) => {
        // The question is taken back a moment before or after the cell hears that it is stopped.
        await new Promise((resolve) => setTimeout(resolve, 50));
        throw execution.isCancelled ? execution.signal.reason : error;
      });
      return execution.wait(answer);
    },
    staleNotes(isOn) {
      if (typeof isOn !== "boolean") {
        throw new TypeError(`staleNotes must be true or false, got ${String(isOn)}: staleNotes(false) turns them off`);
      }
      staleNotes.turn(isOn);
    },
  };
}
