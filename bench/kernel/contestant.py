"""
contestant.py KERNEL MEASURE: a contestant (see ../harness/contestant.mjs) that measures one thing of one kernel.
A run of more than one cell costs what its median cell does; of p95, what its slowest but one in twenty does.
"""

import json
import statistics
import sys
import time

from client import Kernel, text_of

kernel_name, measure = sys.argv[1:]
is_python = kernel_name == "python3"
NUM_CELLS, NUM_STOPS, NUM_LINES = 40, 8, 100_000


def code(python, typescript):
    return python if is_python else typescript


def p95(costs):
    return sorted(costs)[-1 - len(costs) // 20]


CELL = code("x = 1", "let x = 1")
LIBRARY_CELL = 'import { createRng } from "kernel-utils/core"; const rng = createRng(1); const first: number = rng();'
LINES = code(
    f'for i in range({NUM_LINES}): print("line", i)', f'for (let i = 0; i < {NUM_LINES}; i++) console.log("line", i);'
)
# What is typed of a name, in a session that knows it, and the name.
TYPED, COMPLETED = code(("x.bit_l", "bit_length"), ("x.toFi", "toFixed"))
STOPPED = {
    "stopLoop": code("while True: pass", "while (true) {}"),
    "stopAwait": code("import asyncio; await asyncio.sleep(1000)", "await new Promise(() => {});"),
    "stopAfterAwait": "await 1; while (true) {}",
    "stopSleep": "await new Promise((done) => setTimeout(done, 1e6));",
    "stopFetch": 'await fetch(`http://127.0.0.1:${port}`);',
    "stopForAwait": "for await (const tick of ticks());",
    "stopListener": 'setTimeout(() => emitter.emit("x"), 1); await new Promise(() => {});',
    "stopTimer": "await new Promise(() => setTimeout(() => { while (true) {} }, 1));",
    # As in a library's function: what V8 makes of a text has no check in it.
    "stopLibrary": 'new Function("for (;;) {}")();',
    "stopCatch": 'for (;;) { try { JSON.parse("{"); } catch {} }',
    "stopPrints": 'for (;;) console.log("more");',
    "stopSleeps": "while (true) await new Promise((done) => setTimeout(done, 1));",
    "stopFinally": 'try { await new Promise(() => {}); } finally { console.log("in order"); }',
}


# What the cells that are stopped use.
PREPARED = """import { EventEmitter } from "node:events";
import { createServer } from "node:http";
const emitter = new EventEmitter().on("x", () => { for (;;); });
const silent = createServer(() => {}).listen(0, "127.0.0.1");
await new Promise((done) => silent.once("listening", done));
const { port } = silent.address() as import("node:net").AddressInfo;
async function* ticks() { for (;;) { await new Promise((done) => setTimeout(done, 1)); yield 1; } }"""


def start_once():
    begin = time.perf_counter()
    with Kernel(kernel_name) as kernel:
        reply = kernel.reply_to(kernel.client.execute("1 + 1"))
        seconds = time.perf_counter() - begin
    assert reply["status"] == "ok", reply
    return seconds


def cells(kernel, source, summary):
    return summary([kernel.run(source)[0] for _ in range(NUM_CELLS)])


def stops(kernel, source):
    stopped = [kernel.stop(source, 0.1) for _ in range(NUM_STOPS)]
    if "finally" in source:
        assert all(text_of(messages) == "in order\n" for _, messages in stopped), stopped
    return p95([seconds for seconds, _ in stopped])


def complete(kernel):
    """The seconds that a completion takes."""
    start = time.perf_counter()
    reply = kernel.reply_to(kernel.client.complete(TYPED))
    seconds = time.perf_counter() - start
    assert COMPLETED in reply["matches"], reply
    return seconds


MEASURES = {
    "complete": lambda kernel: statistics.median([complete(kernel) for _ in range(NUM_CELLS)]),
    "completeP95": lambda kernel: p95([complete(kernel) for _ in range(NUM_CELLS)]),
    "roundTrip": lambda kernel: cells(kernel, CELL, statistics.median),
    "roundTripP95": lambda kernel: cells(kernel, CELL, p95),
    "libraryCell": lambda kernel: cells(kernel, LIBRARY_CELL, statistics.median),
    "lines": lambda kernel: kernel.run(LINES)[0],
    **{name: lambda kernel, source=source: stops(kernel, source) for name, source in STOPPED.items()},
}


def serve(run, work):
    print(json.dumps({"name": kernel_name, "work": work}), flush=True)
    for _ in sys.stdin:
        print(json.dumps({"seconds": run()}), flush=True)


def lines_in(kernel):
    """How many whole lines of the burst arrive, in their order."""
    expected = (f"line {i}" for i in range(NUM_LINES))
    return sum(1 for line in text_of(kernel.run(LINES)[1]).splitlines() if line == next(expected, None))


if measure == "start":
    serve(start_once, "2")
else:
    with Kernel(kernel_name) as kernel:
        kernel.settle()
        for _ in range(5):
            kernel.run(CELL)
        if measure in STOPPED and kernel_name == "typescript":
            kernel.run(PREPARED)
        if measure.startswith("complete"):
            # In its first seconds a language server reads what could be imported.
            for _ in range(3 * NUM_CELLS):
                complete(kernel)
        work = lines_in(kernel) if measure == "lines" else text_of(kernel.run(code("print(1 + 1)", "console.log(1 + 1)"))[1])
        serve(lambda: MEASURES[measure](kernel), work)
