"""
session.py KERNEL NUM_CELLS: one long session. Prints a line of JSON: {"idleMB": after one cell, kernel and its children,
"fifth", "last": seconds of a cell then, medians of 5, "grownMB": how much memory grew by from the 5th cell to the last}.
"""

import json
import statistics
import sys
import time

import psutil

from client import Kernel

kernel_name, num_cells = sys.argv[1], int(sys.argv[2])
REST = 2


def megabytes(kernel):
    """Resident memory of the kernel's process and of all it started; what they share counts for each."""
    time.sleep(REST)
    process = psutil.Process(kernel.manager.provisioner.pid)
    return sum(one.memory_info().rss for one in [process, *process.children(recursive=True)]) / 1e6


def cell(index):
    if kernel_name == "python3":
        return f"v{index} = {f'v{index - 1} + 1' if index else '0'}\ndef f{index}(x): return x + v{index}"
    before = f"v{index - 1} + 1" if index else "0"
    return f"const v{index}: number = {before};\nfunction f{index}(x: number): number {{ return x + v{index}; }}"


with Kernel(kernel_name) as kernel:
    kernel.settle()
    kernel.run(cell(0))
    idle = megabytes(kernel)
    seconds = [kernel.run(cell(index))[0] for index in range(1, 8)]
    before = megabytes(kernel)
    seconds += [kernel.run(cell(index))[0] for index in range(8, num_cells)]
    # From the first of each window on: the pause for measuring memory would slow the cell after it.
    result = {
        "idleMB": idle,
        "fifth": statistics.median(seconds[2:7]),
        "last": statistics.median(seconds[-5:]),
        "grownMB": megabytes(kernel) - before,
    }
print(json.dumps(result))
