import type { Router } from "zeromq";
import { InputDesk } from "./input-desk";
import { log } from "./log";
import type { IncomingMessage } from "./message";
import { packed, type Sender } from "./sender";
import type { ToMain, ToSockets } from "./thread-messages";

/** How often a front end is looked for on the stdin channel, and the milliseconds in between. */
const maxAttempts = 20;
const pause = 50;

/** Asks front ends for input on the stdin channel, and hands on what they answer. */
export class Inputs {
  readonly #socket: Router;
  readonly #sender: Sender;
  readonly #toMain: (message: ToMain) => void;
  readonly #desk = new InputDesk();

  constructor(socket: Router, sender: Sender, toMain: (message: ToMain) => void) {
    this.#socket = socket;
    this.#sender = sender;
    this.#toMain = toMain;
  }

  async ask(question: Extract<ToSockets, { kind: "input" }>): Promise<void> {
    const { id, parentHeader, identities, prompt, password } = question;
    const parent = { header: parentHeader, identities };
    const message = packed({ prompt, password });
    const messageId = this.#sender.nextId();
    // Kept first: the answer may be here before the sending is known to have succeeded.
    this.#desk.ask({ id, messageId, parentHeader, asked: nameOf(identities) });
    // A front end's channels connect one after another.
    for (let attempt = 1; attempt <= maxAttempts; attempt += 1) {
      if (await this.#sender.trySend(this.#socket, parent, "input_request", message, messageId)) return;
      await new Promise((resolve) => setTimeout(resolve, pause));
      if (!this.#desk.has(id)) return;
    }
    this.#desk.answer(nameOf(identities), messageId);
    this.#refuse(id, "the front end takes no input: it has no stdin channel");
  }

  /** Take an input_reply in. */
  receive({ header, parentHeader, identities, content }: IncomingMessage): void {
    const question =
      header.msg_type === "input_reply" ? this.#desk.answer(nameOf(identities), parentHeader.msg_id) : undefined;
    if (question === undefined) return log("a message on stdin was dropped: it answers no question");
    const { value } = content;
    if (typeof value === "string") this.#toMain({ kind: "input", id: question.id, value });
    else this.#refuse(question.id, "the front end's input_reply has no value");
  }

  /** Take back all questions, or those of one request. */
  withdraw(why: string, parentHeader?: string): void {
    for (const { id } of this.#desk.withdraw(parentHeader)) this.#refuse(id, why);
  }

  #refuse(id: number, why: string): void {
    this.#toMain({ kind: "no-input", id, why });
  }
}

const nameOf = (identities: readonly Uint8Array[]): string =>
  identities.map((identity) => Buffer.from(identity).toString("hex")).join(".");
