import type { Parent, Wire } from "../wire";
import { executions } from "./execution";
import { uniqueId } from "./unique-id";
import { bundleOf, encoded, type MimeBundle } from "./value";

export interface DisplayOptions {
  /** Under this id the output can be updated, from later cells too. */
  readonly id?: string;
  /** Replace every output of this id instead of adding one. */
  readonly update?: boolean;
  readonly metadata?: object;
}

/** Shows things in the cell that the running code belongs to. */
export interface Display {
  /**
   * Show a MIME bundle.
   * @throws TypeError for what is not an object of MIME types, and for an update without an id
   */
  display(bundle: MimeBundle, options?: DisplayOptions): void;
  /** Remove the cell's outputs; with `wait`, only when the next one comes. */
  clearOutput(options?: { readonly wait?: boolean }): void;
  /** Show any value as a cell's last value is shown. */
  show(value: unknown): Promise<void>;
}

export function createDisplay(wire: Pick<Wire, "publish">): Display {
  const parent = (): Parent | undefined => executions.getStore()?.parent;
  const display: Display["display"] = (bundle, { id, update = false, metadata = {} } = {}) => {
    if (typeof bundle !== "object" || bundle === null || !Object.keys(bundle).every((type) => type.includes("/"))) {
      throw new TypeError(
        `bundle must be an object of MIME types, got ${JSON.stringify(bundle)}: try { "text/plain": "…" }`,
      );
    }
    if (update && id === undefined)
      throw new TypeError("id must be given with update: it says which output is replaced");
    wire.publish(parent(), update ? "update_display_data" : "display_data", {
      data: encoded(bundle),
      metadata,
      transient: { display_id: id ?? uniqueId() },
    });
  };
  return {
    display,
    clearOutput: ({ wait = false } = {}) => wire.publish(parent(), "clear_output", { wait }),
    async show(value) {
      const bundle = await bundleOf(value);
      if (bundle !== undefined) display(bundle);
    },
  };
}
