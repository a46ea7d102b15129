import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ShellQueue } from "../../../kernel/src/wire/shell-queue";

interface Step {
  readonly type: string;
  readonly name: string;
}

/** A queue that writes down what it does. */
function written(): { queue: ShellQueue<Step>; log: string[] } {
  const log: string[] = [];
  const queue = new ShellQueue<Step>({
    start: ({ name }) => log.push(`start ${name}`),
    abort: ({ name }) => log.push(`abort ${name}`),
  });
  return { queue, log };
}
const cell = (name: string): Step => ({ type: "execute_request", name });
const other = (name: string): Step => ({ type: "complete_request", name });

describe("the shell queue", () => {
  it("runs one cell at a time, in order", () => {
    const { queue, log } = written();
    const [a, b] = [cell("a"), cell("b")];
    queue.add(a);
    queue.add(b);
    expect(log).toEqual(["start a"]);
    queue.finish(a, { abortsQueue: false });
    expect(log).toEqual(["start a", "start b"]);
    expect(queue.running).toBe(b);
  });

  it("answers what is not a cell beside the running one, but not before an earlier one that waits", () => {
    const { queue, log } = written();
    const [a, b] = [cell("a"), cell("b")];
    for (const request of [a, other("x"), b, other("y")]) queue.add(request);
    expect(log).toEqual(["start a", "start x"]);
    queue.finish(a, { abortsQueue: false });
    expect(log).toEqual(["start a", "start x", "start b", "start y"]);
  });

  it("aborts after an error the cells that wait, and only them", () => {
    const { queue, log } = written();
    const a = cell("a");
    for (const request of [a, cell("b"), other("x"), cell("c")]) queue.add(request);
    queue.finish(a, { abortsQueue: true });
    queue.add(cell("d"));
    expect(log).toEqual(["start a", "abort b", "start x", "abort c", "start d"]);
  });

  it("ignores the end of what doesn't run", () => {
    const { queue, log } = written();
    queue.add(cell("a"));
    queue.finish(cell("a"), { abortsQueue: true });
    queue.add(cell("b"));
    expect(log).toEqual(["start a"]);
  });

  it("begins or aborts every request once, in order, one cell at a time", () => {
    const step = fc.constantFrom("cell", "other", "end well", "end badly");
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const { queue, log } = written();
        let numAdded = 0;
        for (const what of steps) {
          if (what === "cell" || what === "other") {
            queue.add(what === "cell" ? cell(`${numAdded}`) : other(`${numAdded}`));
            numAdded += 1;
          } else if (queue.running) queue.finish(queue.running, { abortsQueue: what === "end badly" });
        }
        while (queue.running) queue.finish(queue.running, { abortsQueue: false });
        expect(log.map((line) => Number(line.split(" ")[1]))).toEqual([...Array(numAdded).keys()]);
      }),
    );
  });
});
