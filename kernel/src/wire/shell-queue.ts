/** What the queue must know of a request. */
export interface Queued {
  readonly type: string;
}

/** How the queue acts on the requests in it. */
export interface ShellQueueActions<T extends Queued> {
  /** Begin a request. An execute_request that was begun must be given to `finish`. */
  readonly start: (request: T) => void;
  /** Answer an execute_request as aborted. */
  readonly abort: (request: T) => void;
}

/**
 * The order of the shell channel: requests begin in the order they came, one execute_request at a time. What is not
 * an execute_request begins beside a running one, so that completion answers while a cell waits.
 */
export class ShellQueue<T extends Queued> {
  readonly #actions: ShellQueueActions<T>;
  #waiting: T[] = [];
  #running: T | undefined;

  constructor(actions: ShellQueueActions<T>) {
    this.#actions = actions;
  }

  /** The execute_request that is being handled. */
  get running(): T | undefined {
    return this.#running;
  }

  add(request: T): void {
    this.#waiting.push(request);
    this.#advance();
  }

  /**
   * Say that the running execute_request was answered.
   * @param request ignored if it is not the running one
   * @param abortsQueue whether the execute_requests that wait are aborted, as they are after an error
   */
  finish(request: T, { abortsQueue }: { readonly abortsQueue: boolean }): void {
    if (request !== this.#running) return;
    this.#running = undefined;
    this.#advance(abortsQueue);
  }

  #advance(isAborting = false): void {
    const isReady = (request: T): boolean =>
      request.type !== "execute_request" || isAborting || this.#running === undefined;
    for (let next = this.#waiting[0]; next !== undefined && isReady(next); next = this.#waiting[0]) {
      this.#waiting.shift();
      if (next.type === "execute_request" && isAborting) this.#actions.abort(next);
      else {
        if (next.type === "execute_request") this.#running = next;
        this.#actions.start(next);
      }
    }
  }
}
