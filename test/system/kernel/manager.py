"""What jupyter_client's manager, which JupyterLab's server uses, makes of the kernel. Run from a folder of the project."""

import os
import signal
import subprocess
import sys
import time
import unittest

import psutil
import tornado.gen
import tornado.ioloop
from jupyter_client.ioloop import AsyncIOLoopKernelManager
from jupyter_client.manager import KernelManager, start_new_kernel

# A program, and one that it starts.
company = 'import { spawn } from "node:child_process"; spawn("sh", ["-c", "sleep 1011 & sleep 1012"]);'


def run(client, code):
    reply = client.execute_interactive(code, timeout=30, output_hook=lambda _: None)
    return reply["content"]["status"]


def is_running(process):
    return process.is_running() and process.status() != psutil.STATUS_ZOMBIE


def wait_for(condition):
    deadline = time.monotonic() + 15
    while not condition():
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.05)


class ManagedKernel(unittest.TestCase):
    def test_transports(self):
        """Each is what Jupyter chooses by itself where it is told to."""
        for transport in ("tcp", "ipc"):
            for encryption in ("disabled", "required"):
                with self.subTest(transport=transport, encryption=encryption):
                    manager = KernelManager(
                        kernel_name="typescript", transport=transport, transport_encryption=encryption
                    )
                    manager.start_kernel()
                    client = manager.client()
                    client.start_channels()
                    client.wait_for_ready(timeout=30)
                    self.assertEqual(manager.curve_publickey is not None, encryption == "required")
                    self.assertEqual(run(client, "1 + 1"), "ok")
                    self.assertTrue(client.is_alive())
                    client.stop_channels()
                    manager.shutdown_kernel()

    def test_restart(self):
        """By the reader, while a cell is in a loop: what ran is gone, the next cell runs."""
        manager, client = start_new_kernel(kernel_name="typescript")
        self.assertEqual(run(client, company), "ok")
        group = psutil.Process(manager.provisioner.pid).children(recursive=True)
        client.execute("for (;;) {}")
        manager.restart_kernel()
        client.wait_for_ready(timeout=30)
        self.assertEqual(run(client, "1 + 1"), "ok")
        wait_for(lambda: not any(map(is_running, group)))
        client.stop_channels()
        manager.shutdown_kernel()

    def test_sudden_end(self):
        """After a native crash, and after process.exit, the kernel is started again as JupyterLab's server does it."""
        loop = tornado.ioloop.IOLoop()

        async def session():
            manager = AsyncIOLoopKernelManager(kernel_name="typescript")
            manager.autorestart = True
            await manager.start_kernel()
            client = manager.client()
            client.start_channels()
            await client.wait_for_ready(timeout=30)
            restarts = []
            manager.add_restart_callback(lambda: restarts.append(manager.provisioner.pid))
            for count, ending in enumerate(("process.abort()", "process.exit(0)"), start=1):
                await client.execute_interactive(company, timeout=30, output_hook=lambda _: None)
                group = psutil.Process(manager.provisioner.pid).children(recursive=True)
                client.execute(ending)
                while len(restarts) < count:
                    await tornado.gen.sleep(0.1)
                await client.wait_for_ready(timeout=30)
                reply = await client.execute_interactive("1 + 1", timeout=30, output_hook=lambda _: None)
                self.assertEqual(reply["content"]["status"], "ok")
                self.assertEqual(reply["content"]["execution_count"], 1)
                wait_for(lambda group=group: not any(map(is_running, group)))
            client.stop_channels()
            await manager.shutdown_kernel()

        loop.run_sync(session)

    def test_parent(self):
        """The kernel ends when the program that started it is killed; so does all that its cells started."""
        program = f"""
import time
from jupyter_client.manager import start_new_kernel
manager, client = start_new_kernel(kernel_name="typescript")
client.execute_interactive({company!r}, timeout=30, output_hook=lambda _: None)
client.execute("for (;;) {{}}")
print(manager.provisioner.pid, flush=True)
time.sleep(1000)
"""
        parent = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
        kernel = psutil.Process(int(parent.stdout.readline()))
        family = [kernel, *kernel.children(recursive=True)]
        self.assertGreaterEqual(len(family), 5)
        os.kill(parent.pid, signal.SIGKILL)
        parent.wait()
        parent.stdout.close()
        wait_for(lambda: not any(map(is_running, family)))


if __name__ == "__main__":
    unittest.main(verbosity=2)
