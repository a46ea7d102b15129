import type { JsonObject } from "./protocol";
import type { Signer } from "./signature";

/** A message that came in, its signature already checked. */
export interface IncomingMessage {
  readonly identities: readonly Uint8Array[];
  readonly signature: string;
  readonly header: JsonObject & { readonly msg_id: string; readonly msg_type: string };
  /** The header again, as the bytes said it: it goes into every answer unchanged. */
  readonly headerJson: string;
  readonly parentHeader: JsonObject;
  readonly metadata: JsonObject;
  readonly content: JsonObject;
  readonly buffers: readonly Uint8Array[];
}

/** A message to be sent; its dictionaries are JSON already. */
export interface OutgoingMessage {
  /** Routing frames, or the topic on iopub. */
  readonly prefix: readonly (Uint8Array | string)[];
  readonly header: string;
  readonly parentHeader: string;
  readonly metadata: string;
  readonly content: string | Uint8Array;
  readonly buffers?: readonly Uint8Array[];
}

/** What ZeroMQ sends as one message. */
export type Frames = (Uint8Array | string)[];

/** Why a message was dropped, in words that show nothing of its content. */
export class MalformedMessage extends Error {
  override readonly name = "MalformedMessage";
}

const delimiter = Buffer.from("<IDS|MSG>");

/**
 * Read the frames of a message.
 * [...identities, "<IDS|MSG>", signature, header, parent header, metadata, content, ...buffers]
 * @throws MalformedMessage when they are no message, or one with a wrong signature
 */
export function decodeMessage(frames: readonly Uint8Array[], signer: Signer): IncomingMessage {
  const at = frames.findIndex((frame) => delimiter.equals(frame));
  if (at < 0) throw new MalformedMessage("it has no <IDS|MSG> frame");
  const [signature, ...rest] = frames.slice(at + 1);
  const parts = rest.slice(0, 4);
  if (signature === undefined || parts.length < 4)
    throw new MalformedMessage("it has fewer than five frames after <IDS|MSG>");
  if (!signer.verify(signature, parts)) throw new MalformedMessage("its signature is wrong");
  const [header, parentHeader, metadata, content] = ["header", "parent header", "metadata", "content"].map(
    (name, index) => dictionary(name, parts[index] as Uint8Array),
  ) as [JsonObject, JsonObject, JsonObject, JsonObject];
  if (!isHeader(header)) throw new MalformedMessage("its header has no msg_id and msg_type");
  return {
    identities: frames.slice(0, at),
    signature: text(signature),
    header,
    headerJson: text(parts[0] as Uint8Array),
    parentHeader,
    metadata,
    content,
    buffers: rest.slice(4),
  };
}

/** The frames of a message, signed. */
export function encodeMessage(message: OutgoingMessage, signer: Signer): Frames {
  const parts = signedParts(message);
  return framesOf(message, signer.sign(parts), parts);
}

/** The same, a little at a time: a message may be so long that its signature takes a second. */
export async function encodeLongMessage(message: OutgoingMessage, signer: Signer): Promise<Frames> {
  const parts = signedParts(message);
  return framesOf(message, await signer.signLong(parts), parts);
}

const signedParts = ({ header, parentHeader, metadata, content }: OutgoingMessage): Uint8Array[] =>
  [header, parentHeader, metadata, content].map((part) => (typeof part === "string" ? Buffer.from(part) : part));

const framesOf = ({ prefix, buffers = [] }: OutgoingMessage, signature: string, parts: Uint8Array[]): Frames => [
  ...prefix,
  delimiter,
  signature,
  ...parts,
  ...buffers,
];

const text = (frame: Uint8Array): string =>
  Buffer.from(frame.buffer, frame.byteOffset, frame.byteLength).toString("utf8");

function dictionary(name: string, frame: Uint8Array): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(text(frame));
  } catch {
    throw new MalformedMessage(`its ${name} is not JSON`);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new MalformedMessage(`its ${name} is not a JSON object`);
  }
  return value as JsonObject;
}

function isHeader(header: JsonObject): header is IncomingMessage["header"] {
  return typeof header.msg_id === "string" && typeof header.msg_type === "string";
}
