import type { Request } from "./protocol";

/** The requests that the main thread was given and has not ended: each is ended once. */
export class OpenRequests {
  readonly #open = new Map<number, Request["type"]>();

  #lastId = 0;

  add({ id, type }: Pick<Request, "id" | "type">): void {
    this.#lastId = id;
    this.#open.set(id, type);
  }

  /** @throws Error when the request was ended before */
  end({ id, type }: Pick<Request, "id" | "type">): void {
    if (!this.#open.delete(id))
      throw new Error(`a request is answered once, got another answer to ${type} ${id}; publish instead`);
  }

  /** Whether a request was added; their ids grow. */
  hasReceived(id: number): boolean {
    return id <= this.#lastId;
  }

  /** Whether it was added and not ended. */
  isOpen(id: number): boolean {
    return this.#open.has(id);
  }
}
