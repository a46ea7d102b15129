import { readFileSync } from "node:fs";

/** The five channels between a kernel and its front ends. */
export const channels = ["shell", "control", "iopub", "stdin", "hb"] as const;
export type Channel = (typeof channels)[number];

/** Where to listen and how to sign, as Jupyter wrote it into the connection file. */
export interface Connection {
  readonly transport: "tcp" | "ipc";
  readonly ip: string;
  readonly ports: Readonly<Record<Channel, number>>;
  /** "" switches signatures off. */
  readonly key: string;
  /** The name of the hash function, as node:crypto spells it. */
  readonly hash: string;
  /** CurveZMQ's key pair, in Z85. */
  readonly curve: { readonly publicKey: string; readonly secretKey: string } | undefined;
}

/**
 * Read a connection file.
 * @throws Error when it can't be read or is no JSON, RangeError or TypeError when a field breaks its rule; no message shows a key
 */
export function readConnectionFile(path: string): Connection {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (cause) {
    throw new Error(`connection file ${path} can't be read; start the kernel from Jupyter`, { cause });
  }
  let fields: unknown;
  try {
    fields = JSON.parse(text);
  } catch {
    // The parser's own message quotes the text, where the key may stand.
    throw new Error(`connection file ${path} must hold JSON; start the kernel from Jupyter`);
  }
  return parseConnection(fields);
}

/**
 * The connection that the fields of a connection file describe.
 * Source: jupyter_client 8.10, connect.py (`write_connection_file`, `_make_url`).
 */
export function parseConnection(fields: unknown): Connection {
  if (typeof fields !== "object" || fields === null) throw new TypeError("a connection file must hold a JSON object");
  const given = fields as Record<string, unknown>;
  const transport = given.transport ?? "tcp";
  if (transport !== "tcp" && transport !== "ipc") {
    throw new RangeError(`transport must be "tcp" or "ipc", got ${JSON.stringify(transport)}`);
  }
  const ports = Object.fromEntries(channels.map((channel) => [channel, portOf(given, `${channel}_port`)]));
  return {
    transport,
    ip: textOf(given, "ip") || "127.0.0.1",
    ports: ports as Record<Channel, number>,
    key: textOf(given, "key"),
    hash: hashOf(textOf(given, "signature_scheme") || "hmac-sha256"),
    curve: curveOf(given),
  };
}

/** ZeroMQ's address of a channel. */
export function endpoint({ transport, ip, ports }: Connection, channel: Channel): string {
  if (transport === "ipc") return `ipc://${ip}-${ports[channel]}`;
  return `tcp://${ip.includes(":") ? `[${ip}]` : ip}:${ports[channel]}`;
}

function portOf(fields: Record<string, unknown>, name: string): number {
  const port = fields[name];
  if (typeof port === "number" && Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new RangeError(`${name} must be an integer in 1..65535, got ${JSON.stringify(port)}`);
}

function textOf(fields: Record<string, unknown>, name: string): string {
  const text = fields[name] ?? "";
  if (typeof text === "string") return text;
  throw new TypeError(`${name} must be a string, got ${typeof text}`);
}

function hashOf(scheme: string): string {
  if (scheme.startsWith("hmac-")) return scheme.slice("hmac-".length);
  throw new RangeError(`signature_scheme must be "hmac-" and a hash's name, got ${JSON.stringify(scheme)}`);
}

function curveOf(fields: Record<string, unknown>): Connection["curve"] {
  const publicKey = textOf(fields, "curve_publickey");
  const secretKey = textOf(fields, "curve_secretkey");
  if (publicKey === "" && secretKey === "") return undefined;
  if (publicKey.length === 40 && secretKey.length === 40) return { publicKey, secretKey };
  throw new RangeError("curve_publickey and curve_secretkey must both be there, of 40 characters of Z85 each");
}
