import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { channels, endpoint, parseConnection, readConnectionFile } from "../../../kernel/src/wire/connection-file";

const ports = { shell_port: 1001, iopub_port: 1002, stdin_port: 1003, control_port: 1004, hb_port: 1005 };

describe("a connection file", () => {
  it("is read as jupyter_client writes it", () => {
    // Fields of jupyter_client 8.10's write_connection_file(fname, ip="10.0.0.1", key=b"secret").
    const fields = {
      ...ports,
      ip: "10.0.0.1",
      key: "secret",
      transport: "tcp",
      signature_scheme: "hmac-sha256",
      kernel_name: "",
    };
    expect(parseConnection(fields)).toEqual({
      transport: "tcp",
      ip: "10.0.0.1",
      ports: { shell: 1001, iopub: 1002, stdin: 1003, control: 1004, hb: 1005 },
      key: "secret",
      hash: "sha256",
      curve: undefined,
    });
  });

  it("means this machine alone when it names no address", () => {
    expect(endpoint(parseConnection(ports), "shell")).toBe("tcp://127.0.0.1:1001");
    expect(endpoint(parseConnection({ ...ports, ip: "" }), "hb")).toBe("tcp://127.0.0.1:1005");
  });

  it("gives the addresses that jupyter_client's _make_url gives", () => {
    const ipc = parseConnection({ ...ports, transport: "ipc", ip: "/run/kernel-1-ipc" });
    expect(channels.map((channel) => endpoint(ipc, channel))).toEqual([
      "ipc:///run/kernel-1-ipc-1001",
      "ipc:///run/kernel-1-ipc-1004",
      "ipc:///run/kernel-1-ipc-1002",
      "ipc:///run/kernel-1-ipc-1003",
      "ipc:///run/kernel-1-ipc-1005",
    ]);
    expect(endpoint(parseConnection({ ...ports, ip: "::1" }), "shell")).toBe("tcp://[::1]:1001");
  });

  it("carries CurveZMQ's keys", () => {
    const [publicKey, secretKey] = ["p".repeat(40), "s".repeat(40)];
    const { curve } = parseConnection({ ...ports, curve_publickey: publicKey, curve_secretkey: secretKey });
    expect(curve).toEqual({ publicKey, secretKey });
  });

  it.each([
    ["no object", null, /must hold a JSON object/],
    ["a transport of its own", { ...ports, transport: "udp" }, /transport must be "tcp" or "ipc", got "udp"/],
    ["a port that is none", { ...ports, hb_port: 70_000 }, /hb_port must be an integer in 1\.\.65535, got 70000/],
    ["a missing port", { ...ports, shell_port: undefined }, /shell_port must be/],
    ["an address that is no text", { ...ports, ip: 7 }, /ip must be a string, got number/],
    ["another scheme", { ...ports, signature_scheme: "rsa" }, /signature_scheme must be "hmac-"/],
    ["half a key pair", { ...ports, curve_publickey: "p".repeat(40) }, /curve_publickey and curve_secretkey must both/],
  ])("refuses %s", (_, fields, message) => {
    expect(() => parseConnection(fields)).toThrow(message);
  });
});

describe("reading it", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "next-token-wire-"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("says which file is missing", () => {
    expect(() => readConnectionFile(join(folder, "none.json"))).toThrow(/none\.json can't be read/);
  });

  it("never shows the key, not even of a broken file", () => {
    const file = join(folder, "broken.json");
    writeFileSync(file, '{"key": "very-secret", oops');
    expect(() => readConnectionFile(file)).toThrow(/must hold JSON/);
    expect(() => readConnectionFile(file)).not.toThrow(/secret/);
  });
});
