"""Did a cell throw, and what did it say? Kernels tell it in different ways."""

import re

# How tslab reports, on stderr alone, what is thrown outside of a cell's own code: by a timer or a forgotten promise.
LOOSE = re.compile(r"^(UncaughtException|UnhandledPromiseRejection): ", re.MULTILINE)
# Frames of a stack that lie in the kernel, not in the notebook.
KERNEL_FRAME = re.compile(r"^ +at .*(node:vm:|[\\/]tslab[\\/]dist[\\/]|[\\/]kernel[\\/]dist[\\/]).*\n?", re.MULTILINE)
LOST = (
    "The kernel said that the cell failed, and lost what it had to say of it. Stock tslab drops messages when a cell "
    "prints more than some 400 times without a pause: print less, and the error will show."
)


def error_text(cell, reply):
    """
    The error that a cell ended with, or None when it ended well.
    Looks at `error` messages, at the reply, and at stderr, where stock tslab writes all errors.
    """
    streams = [output for output in cell.outputs if output.output_type == "stream"]
    printed = "".join(stream.text for stream in streams if stream.name == "stderr")
    stderr = KERNEL_FRAME.sub("", printed).strip()
    for output in cell.outputs:
        if output.output_type == "error":
            return _described(output)
    if reply["status"] != "ok":
        return _described(reply) or stderr or LOST
    return stderr if LOOSE.search(stderr) else None


def _described(error):
    """The text of an error with `ename`, `evalue` and `traceback`, each of which may be missing."""
    name, value = error.get("ename") or "", error.get("evalue") or ""
    headline = ": ".join(part for part in (name, value) if part)
    traceback = "\n".join(error.get("traceback") or [])
    # Most kernels repeat the headline in the traceback.
    return traceback if traceback and value in traceback else f"{headline}\n{traceback}".strip()
