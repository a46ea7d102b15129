import { Backend, type BackendName } from "./Backend";
import { loadBackend } from "./loadBackend";

const fastestFirst: readonly BackendName[] = ["native", "wasm", "cpu"];

let current: Promise<Backend> | undefined;

/**
 * Choose what computes the tensors: the fastest backend that loads here, or the one asked for.
 * Called again without a wish, it keeps what was chosen.
 * @throws RangeError for an unknown name; Error if the backend asked for does not load, with the reason
 */
export async function ready({ backend }: { backend?: BackendName } = {}): Promise<Backend> {
  if (backend === undefined) return (current ??= chooseFastest());
  if (!fastestFirst.includes(backend)) {
    throw new RangeError(
      `backend must be one of ${fastestFirst.join(", ")}, got ${backend}; leave it out for the fastest`,
    );
  }
  await current; // two loads at a time would race for the engine
  const loaded = await loadWanted(backend);
  current = Promise.resolve(loaded);
  return loaded;
}

async function loadWanted(name: BackendName): Promise<Backend> {
  try {
    return new Backend(name, `${await loadBackend[name]()}, as asked for`);
  } catch (cause) {
    throw new Error(`backend "${name}" must load, but ${messageOf(cause)}; call ready() for the fastest that does`, {
      cause,
    });
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
