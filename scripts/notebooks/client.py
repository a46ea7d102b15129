"""nbclient's client, with care for a kernel that loses, delays or refuses messages."""

import asyncio
from dataclasses import dataclass
from queue import Empty

from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbclient.util import ensure_async

# After the reply, how long to wait for the end of a cell's output before asking the kernel whether more will come.
IOPUB_TIMEOUT = 1
# Stock tslab refuses cells for 200 ms after one that threw: they did not run, so they may be sent again.
REFUSED = {"abort", "aborted"}
NUM_TRIES, RETRY_SECONDS = 50, 0.1


@dataclass
class Executed:
    """One run of one cell."""

    reply: dict
    is_output_whole: bool


class Client(NotebookClient):
    """Executes cells one by one; errors are reported, not raised."""

    def __init__(self, notebook, manager, time_limit):
        super().__init__(
            notebook,
            km=manager,
            allow_errors=True,
            iopub_timeout=IOPUB_TIMEOUT,
            startup_timeout=60,
            timeout_func=lambda _cell: time_limit,
            on_cell_executed=self._keep_reply,
        )
        # What goes wrong is told by exceptions and replies; the log would say it a second time.
        self.log.disabled = True
        self._time_limit = time_limit
        self._reply = {}
        self._idle = set()

    def _keep_reply(self, execute_reply, **_):
        self._reply = execute_reply

    def process_message(self, msg, cell, cell_index):
        """As nbclient does; and remember whose output is complete."""
        if msg["msg_type"] == "status" and msg["content"]["execution_state"] == "idle":
            self._idle.add(msg["parent_header"].get("msg_id"))
        return super().process_message(msg, cell, cell_index)

    async def run_cell(self, cell, index, number):
        """
        Execute a cell; its outputs are in the cell afterwards, those that came late included.
        Raises CellTimeoutError over the time limit and DeadKernelError when the kernel dies.
        """
        for _ in range(NUM_TRIES):
            await self.async_execute_cell(cell, index, execution_count=number)
            msg_id = self._reply["parent_header"]["msg_id"]
            await self._take_late_messages(msg_id, cell, index)
            if self._reply["content"]["status"] not in REFUSED:
                break
            await asyncio.sleep(RETRY_SECONDS)
        return Executed(self._reply["content"], msg_id in self._idle)

    async def _take_late_messages(self, msg_id, cell, index):
        """
        Take what the kernel still has to say about a cell. Messages keep their order, so when a request made after the
        cell's reply is through, all that the cell printed has arrived or never will.
        """
        loop = asyncio.get_running_loop()
        deadline = loop.time() + self._time_limit
        while True:
            asked = await ensure_async(self.kc.kernel_info())
            try:
                while asked not in self._idle:
                    message = await ensure_async(self.kc.iopub_channel.get_msg(timeout=1))
                    self._take(message, msg_id, cell, index)
                return
            except Empty:
                # Nothing for a second: the kernel is dead, busy, or it lost the answer, so it is asked again.
                if not await ensure_async(self.kc.is_alive()):
                    raise DeadKernelError("Kernel died") from None
                if loop.time() > deadline:
                    raise CellTimeoutError.error_from_timeout_and_cell(
                        "No answer after the cell", self._time_limit, cell
                    ) from None

    def _take(self, message, msg_id, cell, index):
        parent = message["parent_header"].get("msg_id")
        content = message["content"]
        if message["msg_type"] == "status":
            if content["execution_state"] == "idle":
                self._idle.add(parent)
        elif parent == msg_id:
            self.process_message(message, cell, index)
