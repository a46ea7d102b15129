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
  /** Call back when what front ends had sent up to now was added. */
  readonly whenReceived: (callback: () => void) => void;
}

/**
 * The order of the shell channel: requests begin in the order they came, one execute_request at a time. What is not
 * an execute_request begins beside a running one, so that completion answers while a cell waits.
 * After an error every execute_request that was sent before it is aborted.
 */
export class ShellQueue<T extends Queued> {
  readonly #actions: ShellQueueActions<T>;
  #waiting: T[] = [];
  #running: T | undefined;
  #isAborting = false;

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
   */
  finish(request: T, { abortsQueue }: { readonly abortsQueue: boolean }): void {
    if (request !== this.#running) return;
    this.#running = undefined;
    if (abortsQueue) {
      this.#isAborting = true;
      this.#actions.whenReceived(() => {
        this.#isAborting = false;
      });
    }
    this.#advance();
  }

  #advance(): void {
    let next = this.#waiting[0];
    while (next !== undefined && (next.type !== "execute_request" || this.#isAborting || this.#running === undefined)) {
      this.#waiting.shift();
      if (next.type !== "execute_request") this.#actions.start(next);
      else if (this.#isAborting) this.#actions.abort(next);
      else {
        this.#running = next;
        this.#actions.start(next);
      }
      next = this.#waiting[0];
    }
  }
}
