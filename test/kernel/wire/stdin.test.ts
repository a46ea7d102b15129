import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Message } from "./client-message";
import { FrontEnd } from "./front-end";

let frontEnd: FrontEnd;
beforeEach(async () => {
  frontEnd = await FrontEnd.start();
});
afterEach(() => frontEnd.stop());

const ask = (prompt: string, password = false): string =>
  `await wire.requestInput(request.parent, "${prompt}", ${password})`;
const resultOf = ({ outputs }: { outputs: readonly Message[] }): unknown =>
  (outputs.find(({ type }) => type === "execute_result")?.content.data as Record<string, string> | undefined)?.[
    "text/plain"
  ];

describe("input", () => {
  it("is asked of the front end and given to the cell", async () => {
    const asked = frontEnd.nextInput();
    const running = frontEnd.run(ask("name? ", true), { allow_stdin: true });
    const question = await asked;
    expect(question).toMatchObject({ type: "input_request", content: { prompt: "name? ", password: true } });
    await frontEnd.send("stdin", "input_reply", { value: "语言" }, { parent: question.header });
    const result = await running;
    expect(question.parentId).toBe(result.reply.parentId);
    expect(resultOf(result)).toBe('"语言"');
  });

  it("may be answered without saying to what", async () => {
    const asked = frontEnd.nextInput();
    const running = frontEnd.run(ask("? "));
    await asked;
    await frontEnd.send("stdin", "input_reply", { value: "yes" });
    expect(resultOf(await running)).toBe('"yes"');
  });

  it("fails in words where the front end has no stdin channel", async () => {
    const headless = new FrontEnd(frontEnd.kernel);
    await headless.connect({ takesInput: false });
    const { reply } = await headless.run(ask("? "));
    expect(reply.content.evalue).toContain("no input: the front end takes no input");
    headless.disconnect();
  });

  it("is taken back by an interrupt: a late answer goes to no later question", async () => {
    const asked = frontEnd.nextInput();
    const running = frontEnd.run(ask("first? "));
    const first = await asked;
    await frontEnd.ask("control", "interrupt_request", {});
    expect((await running).reply.content.status).toBe("error");
    const askedAgain = frontEnd.nextInput();
    const second = frontEnd.run(ask("second? "));
    const question = await askedAgain;
    await frontEnd.send("stdin", "input_reply", { value: "late" }, { parent: first.header });
    await frontEnd.kernel.said(/a message on stdin was dropped: it answers no question/);
    await frontEnd.send("stdin", "input_reply", { value: "right" }, { parent: question.header });
    expect(resultOf(await second)).toBe('"right"');
  });
});
