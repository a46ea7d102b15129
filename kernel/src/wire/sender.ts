import type { Router } from "zeromq";
import { createHeaders } from "./header";
import { log } from "./log";
import { encodeLongMessage, encodeMessage } from "./message";
import type { Outbox } from "./outbox";
import type { Parent } from "./protocol";
import type { Signer } from "./signature";
import type { Packed } from "./thread-messages";

/** What front ends are told that the kernel does. */
export type ExecutionState = "starting" | "busy" | "idle";

/** A message's parts with nothing but a content. */
export const packed = (content: object): Packed => ({ content: JSON.stringify(content), metadata: "{}", buffers: [] });

/** Writes, signs and sends the kernel's messages. */
export class Sender {
  readonly #signer: Signer;
  readonly #outbox: Outbox;
  readonly #headers = createHeaders();

  constructor(signer: Signer, outbox: Outbox) {
    this.#signer = signer;
    this.#outbox = outbox;
  }

  /** Send a message to every front end. @param parentHeader JSON; `noParent` for none */
  publish(parentHeader: string, type: string, message: Packed, onSent?: () => void): void {
    const outgoing = { prefix: [type], header: this.#headers.write(type), parentHeader, ...message };
    const encode = typeof message.content === "string" ? encodeMessage : encodeLongMessage;
    this.#outbox.push(encode(outgoing, this.#signer), onSent);
  }

  status(parentHeader: string, state: ExecutionState): void {
    this.publish(parentHeader, "status", packed({ execution_state: state }));
  }

  /** An id for a message of this process. */
  nextId(): string {
    return this.#headers.nextId();
  }

  /**
   * Send a message to the one front end that a parent came from.
   * @returns whether that front end is there
   */
  async trySend(socket: Router, parent: Parent, type: string, message: Packed, id?: string): Promise<boolean> {
    const header = this.#headers.write(type, id);
    const outgoing = { prefix: parent.identities, header, parentHeader: parent.header, ...message };
    try {
      await socket.send(encodeMessage(outgoing, this.#signer));
      return true;
    } catch {
      return false;
    }
  }

  /** Send a reply. A front end that isn't there any more gets none, and a line on stderr says so. */
  async reply(socket: Router, parent: Parent, type: string, message: Packed): Promise<void> {
    const isThere = await this.trySend(socket, parent, type, message);
    if (!isThere && !socket.closed) log(`a ${type} can't be sent: the front end that asked is gone`);
  }
}
