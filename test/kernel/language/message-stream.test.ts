import { PassThrough } from "node:stream";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { frame, readMessages, type RpcMessage } from "../../../kernel/src/language/message-stream";

it("messages arrive whole and in order, however the stream is cut", async () => {
  const messages = fc.array(
    fc.record({ jsonrpc: fc.constant("2.0" as const), method: fc.string({ unit: "binary" }), params: fc.jsonValue() }),
    { maxLength: 5 },
  );
  await fc.assert(
    fc.asyncProperty(messages, fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }), async (sent, sizes) => {
      const stream = new PassThrough();
      const received: RpcMessage[] = [];
      readMessages(stream, (message) => received.push(message));
      const bytes = Buffer.concat(sent.map((message) => frame(message)));
      for (let at = 0, i = 0; at < bytes.length; i++) {
        const size = sizes[i % sizes.length] as number;
        stream.write(bytes.subarray(at, at + size));
        at += size;
      }
      stream.end();
      await new Promise((resolve) => stream.on("end", resolve));
      expect(received).toEqual(JSON.parse(JSON.stringify(sent)));
    }),
  );
});
