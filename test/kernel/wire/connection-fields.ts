import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import { curveKeyPair } from "zeromq";
import type { Json } from "./client-message";

/** How front ends reach the kernel. */
export interface StartOptions {
  readonly transport?: "tcp" | "ipc";
  readonly curve?: boolean;
  readonly key?: string;
  /** The connection file's other fields, in the place of the right ones. */
  readonly fields?: Json;
}

/** The fields of a connection file on free ports; of a socket below `folder` for IPC. */
export async function connectionFields(folder: string, options: StartOptions): Promise<Record<string, string>> {
  const { transport = "tcp", curve, key = randomUUID(), fields } = options;
  const ports = transport === "tcp" ? await freePorts(5) : [1, 2, 3, 4, 5];
  const pair = curve ? curveKeyPair() : undefined;
  const names = ["shell", "control", "iopub", "stdin", "hb"];
  return {
    ...Object.fromEntries(names.map((name, index) => [`${name}_port`, ports[index]])),
    ip: transport === "tcp" ? "127.0.0.1" : join(folder, "ipc"),
    transport,
    key,
    signature_scheme: "hmac-sha256",
    ...(pair && { curve_publickey: pair.publicKey, curve_secretkey: pair.secretKey }),
    ...fields,
  };
}

/** ZeroMQ's address of a channel. */
export function addressOf({ transport, ip, ...ports }: Record<string, string>, channel: string): string {
  const port = ports[`${channel}_port`];
  return transport === "tcp" ? `tcp://${ip}:${port}` : `ipc://${ip}-${port}`;
}

/** The socket options of a front end of a kernel with CurveZMQ's keys. */
export function curveOf({ curve_publickey: publicKey, curve_secretkey: secretKey }: Record<string, string>): object {
  if (publicKey === undefined) return {};
  return { curveServerKey: publicKey, curvePublicKey: publicKey, curveSecretKey: secretKey };
}

/** Ports that nobody listens on. */
async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer().listen(0, "127.0.0.1");
      await once(server, "listening");
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
