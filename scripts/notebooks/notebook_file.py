"""Notebooks on disk: read with a clear word on what is wrong, and written elsewhere in one step."""

import json
import os

import nbformat


class NotebookError(Exception):
    """The file is not a notebook; the message says why."""


def read_notebook(path):
    """The notebook at `path`, as of nbformat 4. Raises NotebookError when there is none to run."""
    try:
        with open(path, encoding="utf-8") as file:
            text = file.read()
        content = json.loads(text)
        if not isinstance(content, dict) or "nbformat" not in content:
            raise NotebookError("it is not a notebook: the JSON has no nbformat")
        nbformat.validate(content)
        return nbformat.reads(text, as_version=4)
    except OSError as error:
        raise NotebookError(f"it can't be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise NotebookError(f"it is not a notebook: byte {error.start} is not UTF-8") from None
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise NotebookError(f"it is not a notebook: its JSON breaks at {where}: {error.msg}") from None
    except nbformat.ValidationError as error:
        where = "/".join(str(step) for step in error.absolute_path) or "the top"
        raise NotebookError(f"it is not a valid notebook: at {where}: {error.message}") from None


def write_notebook(notebook, path):
    """Write beside `path` and rename: never half a file, and a link that stands there is replaced, not followed."""
    draft = f"{path}.{os.getpid()}"
    try:
        nbformat.write(notebook, draft)
        os.replace(draft, path)
    finally:
        if os.path.exists(draft):
            os.remove(draft)
