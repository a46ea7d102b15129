"""One notebook from a fresh kernel: its cells in order, up to the first that fails."""

import os
import time
from dataclasses import dataclass

from nbclient.exceptions import CellTimeoutError, DeadKernelError

from client import Client
from kernel import KernelError, started_kernel
from notebook_file import NotebookError, read_notebook
from outcome import error_text

EXPECTED = "raises-exception"


@dataclass
class Options:
    """How to run: which kernelspec (None: the notebook's own), and how many seconds a cell may take."""

    kernel: str | None
    time_limit: float


class CellFailed(Exception):
    """A cell ended the run; `where` says which cell, for a reader and for a program."""

    def __init__(self, kind, message, where):
        super().__init__(message)
        self.kind = kind
        self.where = where


async def execute_notebook(path, options, announce):
    """
    Run the notebook at `path` in its own folder.
    Returns the notebook as far as it ran (None when it can't be read), and what is reported of it, as plain JSON:
    {notebook, path, ok, seconds, startSeconds?, firstCellSeconds?, cells, warnings, error?}.
    """
    started = time.monotonic()
    notebook = None
    report = {
        "notebook": os.path.splitext(os.path.basename(path))[0],
        "path": path,
        "ok": False,
        "cells": 0,
        "warnings": [],
    }
    try:
        notebook = read_notebook(path)
        name = options.kernel or notebook.metadata.get("kernelspec", {}).get("name") or "typescript"
        async with started_kernel(name, os.path.dirname(path), announce) as kernel:
            client = Client(notebook, kernel.manager, options.time_limit)
            try:
                await _connect(client, kernel)
                report["startSeconds"] = time.monotonic() - started
                await _run_cells(client, kernel, options, report)
            finally:
                client.kc.stop_channels()
        report["ok"] = True
    except NotebookError as error:
        report["error"] = {"kind": "notebook", "message": str(error)}
    except KernelError as error:
        report["error"] = {"kind": "kernel", "message": str(error)}
    except CellFailed as error:
        report["error"] = {"kind": error.kind, "message": str(error), **error.where}
    report["seconds"] = time.monotonic() - started
    return notebook, report


async def _connect(client, kernel):
    # Not through nbclient's own start, which on failure forgets the manager that is needed to end the process.
    client.kc = kernel.manager.client()
    client.kc.start_channels()
    try:
        await client.kc.wait_for_ready(timeout=client.startup_timeout)
    except RuntimeError as error:
        raise KernelError(f"its kernel did not start: {error}{await kernel.death()}") from None
    client.kc.allow_stdin = False


async def _run_cells(client, kernel, options, report):
    heading, notebook = None, client.nb
    code = [index for index, cell in enumerate(notebook.cells) if _is_run(cell, client)]
    for index in code:
        notebook.cells[index].update(outputs=[], execution_count=None)
    for index, cell in enumerate(notebook.cells):
        if cell.cell_type == "markdown":
            heading = _last_heading(cell.source) or heading
        if index not in code:
            continue
        number = report["cells"] + 1
        where = {
            "cell": number,
            "codeCells": len(code),
            "position": index + 1,
            "positions": len(notebook.cells),
            "heading": heading,
            "code": cell.source,
        }
        began = time.monotonic()
        executed = await _run_one(client, kernel, options, cell, index, number, where)
        report.setdefault("firstCellSeconds", time.monotonic() - began)
        report["cells"] = number
        if not executed.is_output_whole:
            report["warnings"].append(
                f"cell [{number}] printed faster than its kernel sends: a part of its output is lost"
            )
        _check_outcome(cell, executed, where)


async def _run_one(client, kernel, options, cell, index, number, where):
    try:
        return await client.run_cell(cell, index, number)
    except CellTimeoutError:
        limit = f"{options.time_limit:g} s"
        message = f"The cell was still running after {limit}, the time limit of a cell; its kernel was ended."
        raise CellFailed("timeout", message, where) from None
    except DeadKernelError:
        message = f"The kernel died in this cell{await kernel.death()}"
        raise CellFailed("death", message, where) from None


def _check_outcome(cell, executed, where):
    error = error_text(cell, executed.reply)
    is_expected = EXPECTED in cell.metadata.get("tags", [])
    if error is not None and not is_expected:
        raise CellFailed("error", error, where)
    if error is None and is_expected:
        message = f"The cell is tagged {EXPECTED}, and did not throw."
        raise CellFailed("no-error", message, where)


def _is_run(cell, client):
    if cell.cell_type != "code" or not cell.source.strip():
        return False
    return client.skip_cells_with_tag not in cell.metadata.get("tags", [])


def _last_heading(source):
    lines = [line for line in source.splitlines() if line.startswith("#")]
    return lines[-1].lstrip("#").strip() if lines else None
