"""unpack.py WHEELS DEPS: the C++ libraries and headers of the TensorFlow wheel in the folder WHEELS, into DEPS/lib and DEPS/include."""

import shutil
import sys
import zipfile
from pathlib import Path

wheels, deps = map(Path, sys.argv[1:])
LIBRARIES = ("tensorflow/libtensorflow_cc.so.2", "tensorflow/libtensorflow_framework.so.2")
INCLUDE = "tensorflow/include/"
# What the binding includes, and what that includes.
HEADERS = tuple(INCLUDE + folder for folder in ("tensorflow/c/", "tensorflow/core/platform/", "tsl/c/", "tsl/platform/"))

(wheel,) = wheels.glob("*.whl")
with zipfile.ZipFile(wheel) as archive:
    for name in archive.namelist():
        if name in LIBRARIES:
            target = deps / "lib" / Path(name).name
        elif name.startswith(HEADERS) and name.endswith(".h"):
            target = deps / "include" / name.removeprefix(INCLUDE)
        else:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(name) as source, open(target, "wb") as copy:
            shutil.copyfileobj(source, copy)
