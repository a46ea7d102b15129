import type { Request } from "./protocol";

/** The requests that the main thread was given and has not ended: each is ended once. */
export class OpenRequests {
  readonly #open = new Map<number, Request["type"]>();

  add({ id, type }: Pick<Request, "id" | "type">): void {
    this.#open.set(id, type);
  }

  /** @throws Error when the request was ended before */
  end({ id, type }: Pick<Request, "id" | "type">): void {
    if (!this.#open.delete(id))
      throw new Error(`a request is answered once, got another answer to ${type} ${id}; publish instead`);
  }

  /** Whether a cell is being run. */
  get isExecuting(): boolean {
    return [...this.#open.values()].includes("execute_request");
  }
}
