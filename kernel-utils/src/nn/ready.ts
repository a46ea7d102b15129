import { cellSignal, describeValue } from "../core";
import { Backend, type BackendName } from "./Backend";
import { loadBackend } from "./loadBackend";
import { tf } from "./tf";

const fastestFirst: readonly BackendName[] = ["native", "wasm", "cpu"];

/** What helps where the backend asked for does not load. */
const remedies: Readonly<Record<BackendName, string>> = {
  native: "npm run native in the project's folder builds it, and ready() takes the fastest that loads",
  wasm: "call ready() for the fastest that does",
  cpu: "run npm install again",
};

let current: Backend | undefined;
/** Whoever called before, and is to be served first: two loads at a time would race for the engine. */
let before: { readonly served: Promise<unknown>; readonly signal?: AbortSignal | undefined } = {
  served: Promise.resolve(),
};
/** How long a load is waited for after its cell was stopped, in milliseconds: torn, it would never end. */
const patience = 1000;

/**
 * Choose what computes the tensors: the fastest backend that loads here, or the one asked for.
 * Called again without a wish, it keeps what was chosen. Tensors and models move along to another backend.
 * @throws TypeError for what is no options; RangeError for an unknown name; Error if the backend asked for does not load, with the
 *   reason: the one before is kept
 */
export async function ready(options: { backend?: BackendName } = {}): Promise<Backend> {
  if (typeof options !== "object" || options === null) {
    const name = describeValue(options);
    throw new TypeError(
      `ready must have options, got ${name}; write ready({ backend: "wasm" }), or ready() for the fastest`,
    );
  }
  const { backend } = options;
  if (backend !== undefined && !fastestFirst.includes(backend)) {
    throw new RangeError(
      `backend must be one of ${fastestFirst.join(", ")}, got ${describeValue(backend)}; leave it out for the fastest`,
    );
  }
  const chosen = turnAfter(before).then(async () => {
    current = await (backend === undefined ? (current ?? chooseFastest()) : loadWanted(backend));
    return current;
  });
  before = { served: chosen.catch(() => {}), signal: cellSignal() };
  return chosen;
}

async function turnAfter({ served, signal }: typeof before): Promise<void> {
  let giveUp = () => {};
  const torn = new Promise<void>((resolve) => {
    const wait = () => {
      const timer = setTimeout(resolve, patience);
      giveUp = () => clearTimeout(timer);
    };
    if (signal?.aborted) wait();
    else signal?.addEventListener("abort", wait, { once: true });
  });
  await Promise.race([served, torn]);
  giveUp();
}

async function loadWanted(name: BackendName): Promise<Backend> {
  const last = tf.getBackend() || "cpu"; // none so far
  try {
    return new Backend(name, `${await loadBackend[name]()}, as asked for`);
  } catch (cause) {
    await tf.setBackend(last); // tfjs has forgotten it for one that doesn't start
    throw new Error(`backend "${name}" must load, but ${messageOf(cause)}; ${remedies[name]}`, { cause });
  }
}

async function chooseFastest(): Promise<Backend> {
  const missing: string[] = [];
  for (const name of fastestFirst) {
    try {
      const reason = await loadBackend[name]();
      return new Backend(name, [reason, ...missing].join("; "));
    } catch (error) {
      missing.push(`no ${name}: ${messageOf(error)}`);
    }
  }
  throw new Error(`no backend loads: ${missing.join("; ")}; run npm install again`);
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
