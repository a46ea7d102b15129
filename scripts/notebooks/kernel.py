"""A kernel for one notebook: started, watched, and certainly ended."""

import asyncio
import os
import tempfile
import uuid
from contextlib import asynccontextmanager

from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel
from jupyter_client.manager import AsyncKernelManager
from jupyter_core.paths import jupyter_runtime_dir


class KernelError(Exception):
    """The kernel did not start, or it died; the message says all that is known."""


class Kernel:
    """A kernel's process, and the file that takes what it prints outside of the protocol."""

    def __init__(self, manager, log):
        self.manager = manager
        self._log = log
        self.pid = None

    async def start(self, folder):
        """Start the process with `folder` as its working directory."""
        starting = asyncio.ensure_future(self.manager.start_kernel(cwd=folder, stdout=self._log, stderr=self._log))
        try:
            # Shielded: a start that is cut off half-way would leave a process that nobody knows.
            await asyncio.shield(starting)
        except asyncio.CancelledError:
            await starting
            raise
        except (NoSuchKernel, OSError) as error:
            raise KernelError(f"its kernel did not start: {error}") from None
        finally:
            provisioner = self.manager.provisioner
            self.pid = getattr(provisioner, "pid", None)

    async def death(self):
        """What is known of a process that ended by itself: its exit status, and the end of what it printed."""
        status = None
        if self.manager.provisioner is not None:
            status = await self.manager.provisioner.poll()
        known = f" (exit status {status})" if status is not None else ""
        said = self.said()
        return f"{known}:\n{said}" if said else known

    def said(self):
        """The last lines that the process printed outside of the protocol."""
        self._log.seek(0)
        text = self._log.read().decode("utf-8", "replace").strip()
        return "\n".join(text.splitlines()[-30:])

    async def end(self):
        """End the process at once; a cell may be running, and may ignore anything milder."""
        if self.manager.has_kernel:
            await self.manager.shutdown_kernel(now=True)
        await self.manager.cleanup_resources()


@asynccontextmanager
async def started_kernel(name, folder, announce):
    """
    A kernel of the kernelspec `name`, running in `folder`; ended when the block ends, whatever happens in it.
    `announce(pid, is_running)` hears of its process when it begins and when it is gone.
    Raises KernelError when there is no such kernelspec or its program can't be run.
    """
    known = KernelSpecManager().find_kernel_specs()
    if name not in known:
        choices = ", ".join(sorted(known)) or "none"
        raise KernelError(f"there is no kernel called {name}; installed: {choices}")
    os.makedirs(jupyter_runtime_dir(), exist_ok=True)
    connection_file = os.path.join(jupyter_runtime_dir(), f"kernel-{uuid.uuid4()}.json")
    with tempfile.TemporaryFile() as log:
        manager = AsyncKernelManager(kernel_name=name, connection_file=connection_file)
        kernel = Kernel(manager, log)
        try:
            await kernel.start(folder)
            announce(kernel.pid, True)
            yield kernel
        finally:
            await kernel.end()
            if kernel.pid is not None:
                announce(kernel.pid, False)
