import { randomUUID } from "node:crypto";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { TestNotebook } from "./notebook";

let notebook: TestNotebook;
beforeAll(async () => {
  notebook = await TestNotebook.open();
  await notebook.ok(
    'import { comms } from "next-token-kernel";\ncomms.register("t", (line, data) => line.send({ data }));',
  );
});
afterAll(() => notebook.close());

it("1,000 requests of the right form and senseless values are all answered", async () => {
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom("a.", "const {", "`${", "import '", "\ud83d", "%x"),
  );
  const number = fc.oneof(fc.integer(), fc.constantFrom(0, 1, Number.MAX_SAFE_INTEGER));
  const place = fc.record({ code: text, cursor_pos: fc.nat() });
  const comm = fc.record({
    comm_id: fc.constantFrom("a", "b", "__proto__"),
    data: fc.dictionary(text, fc.jsonValue()),
  });
  const request = fc.oneof(
    place.map((content) => ["complete_request", content] as const),
    place.map((content) => ["inspect_request", content] as const),
    text.map((code) => ["is_complete_request", { code }] as const),
    fc
      .record({
        hist_access_type: fc.constantFrom("range", "tail", "search"),
        session: number,
        start: number,
        stop: number,
        n: number,
        pattern: fc.oneof(text, fc.constantFrom("*".repeat(60) + "x", "[", "(a+)+$")),
        unique: fc.boolean(),
        output: fc.boolean(),
      })
      .map((content) => ["history_request", content] as const),
    text.map((name) => ["comm_info_request", { target_name: name }] as const),
    comm.map((content) => ["comm_open", { ...content, target_name: "t" }] as const),
    comm.map((content) => ["comm_msg", content] as const),
    comm.map((content) => ["comm_close", content] as const),
    fc
      .constantFrom("", "{", "let 1x", "`${", "@", "#!", "export {", "\u2028")
      .map((code) => ["execute_request", { code, stop_on_error: false, user_expressions: { [code]: code } }] as const),
  );
  const { frontEnd } = notebook;
  for (const [type, content] of fc.sample(request, { numRuns: 1000, seed: 7 })) {
    const id = randomUUID();
    const reply = type.endsWith("_request") ? frontEnd.replyTo(id, `${type} ${JSON.stringify(content)}`) : undefined;
    await frontEnd.send("shell", type, content, { id });
    await reply?.();
    const states = (await frontEnd.outputsOf(id)).filter((message) => message.type === "status");
    expect(states.length).toBeGreaterThanOrEqual(2);
    await frontEnd.settle();
  }
  expect((await notebook.ok("1 + 1")).result).toBe("2");
}, 120_000);
