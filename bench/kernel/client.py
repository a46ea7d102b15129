"""A kernel, driven by jupyter_client as JupyterLab's server drives it."""

import os
import tempfile
import time
from queue import Empty

# What Jupyter and the kernels write stays in a folder of this process; kernelspecs come from this Python's environment.
_folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
for _name in ("JUPYTER_RUNTIME_DIR", "JUPYTER_DATA_DIR", "JUPYTER_CONFIG_DIR", "IPYTHONDIR"):
    os.environ[_name] = os.path.join(_folder.name, _name)

from jupyter_client.manager import KernelManager  # noqa: E402

# Seconds that a kernel may be silent.
TIME_LIMIT = 20


class Kernel:
    """A kernel's process and one client of it; use it in a `with` block."""

    def __init__(self, name):
        self.manager = KernelManager(kernel_name=name)

    def __enter__(self):
        null = open(os.devnull, "w", encoding="utf-8")
        self.manager.start_kernel(stdout=null, stderr=null)
        self.client = self.manager.client()
        self.client.start_channels()
        return self

    def __exit__(self, *_):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)

    def settle(self):
        """Wait until every channel is connected."""
        self.client.wait_for_ready(timeout=TIME_LIMIT)

    def begin(self, code):
        """Send a cell and wait until it runs; its msg_id."""
        sent = self.client.execute(code)
        while True:
            message = self._published()
            if message["parent_header"].get("msg_id") == sent and message["msg_type"] == "status":
                return sent

    def end(self, sent):
        """Wait for a cell's reply and all of its output; its reply's content and its messages."""
        messages = []
        while True:
            message = self._published()
            if message["parent_header"].get("msg_id") != sent:
                continue
            if message["content"].get("execution_state") == "idle":
                return self.reply_to(sent), messages
            messages.append(message)

    def _published(self):
        return self._heard(self.client.get_iopub_msg, "its cell has not ended")

    def _heard(self, listen, state):
        try:
            return listen(timeout=TIME_LIMIT)
        except Empty:
            raise RuntimeError(f"for {TIME_LIMIT} s it says nothing, and {state}") from None

    def reply_to(self, sent):
        """The content of a request's reply."""
        while True:
            message = self._heard(self.client.get_shell_msg, "a request has no reply")
            if message["parent_header"].get("msg_id") == sent:
                return message["content"]

    def run(self, code):
        """Run a cell to its end; the seconds from sending it to its reply and idle status, and its messages."""
        start = time.perf_counter()
        reply, messages = self.end(self.client.execute(code))
        seconds = time.perf_counter() - start
        if reply["status"] != "ok":
            raise RuntimeError(f"the kernel {self.manager.kernel_name} says {reply} to {code}")
        return seconds, messages

    def stop(self, code, after):
        """Run a cell that doesn't end, and stop it after some seconds; the seconds from then to its end, and its messages."""
        sent = self.begin(code)
        time.sleep(after)
        start = time.perf_counter()
        self.manager.interrupt_kernel()
        _, messages = self.end(sent)
        return time.perf_counter() - start, messages


def text_of(messages):
    """What a cell wrote to stdout."""
    return "".join(m["content"]["text"] for m in messages if m["msg_type"] == "stream" and m["content"]["name"] == "stdout")
