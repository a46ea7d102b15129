/** A question that was asked of a front end and not answered yet. */
export interface Question {
  readonly id: number;
  /** The msg_id of the input_request. */
  readonly messageId: string;
  /** The header, as JSON, of the request that is being handled. */
  readonly parentHeader: string;
  /** The front end's identity, in hexadecimal. */
  readonly asked: string;
}

/** Keeps the questions that are open on the stdin channel. */
export class InputDesk {
  #open: Question[] = [];

  ask(question: Question): void {
    this.#open.push(question);
  }

  /** Whether a question is open. */
  has(id: number): boolean {
    return this.#open.some((question) => question.id === id);
  }

  /**
   * Take the question that an input_reply answers: the one it names as its parent, or, since many front ends name
   * none, the oldest that was asked of this front end.
   */
  answer(asked: string, parentId: unknown): Question | undefined {
    const ofThisOne = this.#open.filter((question) => question.asked === asked);
    const found =
      ofThisOne.find((question) => question.messageId === parentId) ?? (isNamed(parentId) ? undefined : ofThisOne[0]);
    if (found) this.#open = this.#open.filter((question) => question !== found);
    return found;
  }

  /** Take back the questions of one request, or all of them: a late answer then answers nothing. */
  withdraw(parentHeader?: string): Question[] {
    const gone = this.#open.filter((question) => parentHeader === undefined || question.parentHeader === parentHeader);
    this.#open = this.#open.filter((question) => !gone.includes(question));
    return gone;
  }
}

const isNamed = (id: unknown): boolean => typeof id === "string" && id !== "";
