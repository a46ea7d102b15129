import { expect, it } from "vitest";
import { createHeaders } from "../../../kernel/src/wire/header";
import { protocolVersion } from "../../../kernel/src/wire/protocol";

it("headers name one session and never the same id", () => {
  const { write } = createHeaders();
  const headers = Array.from({ length: 100 }, () => JSON.parse(write("status")) as Record<string, string>);
  expect(new Set(headers.map(({ msg_id: id }) => id)).size).toBe(100);
  expect(new Set(headers.map(({ session }) => session)).size).toBe(1);
  expect(headers[0]).toMatchObject({ msg_type: "status", version: protocolVersion });
  expect(new Date(headers[0]?.date ?? "").toISOString()).toBe(headers[0]?.date);
});
