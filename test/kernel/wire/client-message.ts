import { createHmac, randomUUID } from "node:crypto";

export type Json = Record<string, unknown>;

/** A message as a front end sees it. */
export interface Message {
  readonly topic: string;
  readonly type: string;
  readonly header: Json;
  readonly parentId: string | undefined;
  readonly metadata: Json;
  readonly content: Json;
  readonly buffers: readonly Buffer[];
}

/** What may be said of a request besides its type and content. */
export interface RequestExtras {
  readonly id?: string;
  readonly parent?: object;
  readonly metadata?: object;
  readonly buffers?: readonly Buffer[];
}

/** A front end's codec, written from the protocol's text and not with the wire's own modules. */
export class ClientCodec {
  readonly #key: string;

  constructor(key: string) {
    this.#key = key;
  }

  sign(parts: readonly Buffer[]): string {
    return this.#key === "" ? "" : createHmac("sha256", this.#key).update(Buffer.concat(parts)).digest("hex");
  }

  /** A signed message's frames. */
  write(type: string, content: object, extras: RequestExtras = {}): Buffer[] {
    const { id = randomUUID(), parent = {}, metadata = {}, buffers = [] } = extras;
    const date = new Date().toISOString();
    const header = { msg_id: id, msg_type: type, session: "test", username: "test", date, version: "5.4" };
    const parts = [header, parent, metadata, content].map((part) => Buffer.from(JSON.stringify(part)));
    return [Buffer.from("<IDS|MSG>"), Buffer.from(this.sign(parts)), ...parts, ...buffers];
  }

  /** @throws Error when the signature is wrong */
  read(frames: readonly Buffer[]): Message {
    const at = frames.findIndex((frame) => String(frame) === "<IDS|MSG>");
    const [signature, ...rest] = frames.slice(at + 1);
    const parts = rest.slice(0, 4);
    if (String(signature) !== this.sign(parts)) throw new Error("the kernel's signature is wrong");
    const [header, parent, metadata, content] = parts.map((part) => JSON.parse(String(part)) as Json) as [
      Json,
      Json,
      Json,
      Json,
    ];
    return {
      topic: String(frames[0]),
      type: header.msg_type as string,
      header,
      parentId: parent.msg_id as string | undefined,
      metadata,
      content,
      buffers: rest.slice(4),
    };
  }
}

/** The text that was written to a stream. */
export function textOf(outputs: readonly Message[], name = "stdout"): string {
  return outputs
    .filter(({ type, content }) => type === "stream" && content.name === name)
    .map(({ content }) => content.text as string)
    .join("");
}
