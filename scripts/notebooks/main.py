"""
Run notebooks over real kernels, some at a time.

stdin: one line of JSON, {"notebooks": [path], "kernel": name or null, "timeLimit": seconds, "write": folder or null,
"jobs": number}, and then nothing: when it closes, whoever asked is gone, and the kernels are ended.
stdout: lines of JSON, {"event": "kernel", "pid", "isRunning"} and {"event": "notebook", "report"}.
"""

import signal

# Until kernels run there is nothing to clean up: an early Ctrl-C ends this program without a word.
signal.signal(signal.SIGINT, signal.SIG_DFL)

import asyncio
import json
import os
import sys
from contextlib import suppress

from execute import Options, execute_notebook
from notebook_file import write_notebook


def open_events():
    """A function that writes events where stdout was; what libraries print goes to stderr instead."""
    events = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)

    def send(event):
        # Nobody reads on when whoever asked was killed; there are still kernels to end.
        with suppress(BrokenPipeError):
            events.write(json.dumps(event) + "\n")
            events.flush()

    return send


def save(notebook, folder, report):
    """Write the executed copy, and say where in the report."""
    path = os.path.join(folder, os.path.basename(report["path"]))
    try:
        write_notebook(notebook, path)
        report["written"] = path
    except OSError as error:
        report["ok"] = False
        message = f"the executed copy can't be written to {path}: {error.strerror}"
        report.setdefault("error", {"kind": "write", "message": message})


async def main(request, send):
    """Run all notebooks of the request, or until a signal or the end of stdin."""
    options = Options(request["kernel"], request["timeLimit"])
    waiting = list(request["notebooks"])
    stopped = asyncio.Event()

    def announce(pid, is_running):
        send({"event": "kernel", "pid": pid, "isRunning": is_running})

    async def work():
        while waiting and not stopped.is_set():
            notebook, report = await execute_notebook(waiting.pop(0), options, announce)
            # nbclient takes a cancelled cell for a dead kernel: after a stop, reports mean nothing.
            if stopped.is_set():
                break
            if request["write"] is not None and notebook is not None:
                save(notebook, request["write"], report)
            send({"event": "notebook", "report": report})

    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, stopped.set)
    loop.add_reader(sys.stdin, lambda: os.read(0, 4096) or stopped.set())

    workers = asyncio.gather(*(work() for _ in range(request["jobs"])))
    stopping = asyncio.ensure_future(stopped.wait())
    await asyncio.wait([workers, stopping], return_when=asyncio.FIRST_COMPLETED)
    loop.remove_reader(sys.stdin)
    if stopped.is_set():
        workers.cancel()
        await asyncio.wait([workers])
        return 130
    stopping.cancel()
    workers.result()
    return 0


if __name__ == "__main__":
    # One line, read without a buffer that would swallow the end of stdin.
    line = bytearray()
    while not line.endswith(b"\n"):
        line += os.read(0, 1) or b"\n"
    sys.exit(asyncio.run(main(json.loads(line), open_events())))
