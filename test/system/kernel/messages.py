"""A busy session over jupyter_client, every message of which is held against the schemas of jupyter_kernel_test.

Run from a folder of the project: messages.py VERSION, the version of the protocol that the front end speaks.
Prints how many messages of each type were valid.
"""

import collections
import json
import sys

import jupyter_client.session
from jupyter_client.manager import start_new_kernel
from jupyter_kernel_test import msgspec_v5

front_end_version = sys.argv[1]
jupyter_client.session.protocol_version = front_end_version

# "password: bool", says the protocol, and so does ipykernel 7.4; the schema asks for a number.
msgspec_v5.schema_fragments["input_request"]["properties"]["password"] = {"type": "boolean"}
# The protocol's words for these; jupyter_kernel_test 0.7 has none.
comm = {"comm_id": {"type": "string"}, "data": {"type": "object"}}
msgspec_v5.schema_fragments["comm_open"] = {"properties": {**comm, "target_name": {"type": "string"}}}
msgspec_v5.schema_fragments["comm_msg"] = {"properties": comm}
msgspec_v5.schema_fragments["comm_close"] = {"properties": comm}

received = []
deserialize = jupyter_client.session.Session.deserialize


def record(self, frames, *args, **kwargs):
    message = deserialize(self, frames, *args, **kwargs)
    received.append(message)
    return message


jupyter_client.session.Session.deserialize = record


def validate(message):
    header, content = message["header"], message["content"]
    if content.get("status") == "aborted":
        # Since 5.1 it is "aborted"; the schemas know the "abort" of before. Else it is a reply without more.
        msgspec_v5.msg_structure_validator.validate(message)
        assert header["msg_type"].endswith("_reply"), header
    elif header["msg_type"] == "debug_reply":
        msgspec_v5.msg_structure_validator.validate(message)
        assert content["type"] == "response" and content["success"] is False, content
    else:
        msgspec_v5.validate_message(message)
    assert header["version"] == "5.4", header
    assert set(header) == {"msg_id", "msg_type", "username", "session", "date", "version"}, header
    assert isinstance(message["metadata"], dict)


manager, client = start_new_kernel(kernel_name="typescript")
requests = []


def ask(kind, content, channel="shell", buffers=None):
    """Send a request and wait for its idle, and for its reply where it has one."""
    message = client.session.msg(kind, content)
    requests.append(message["header"])
    getattr(client, f"{channel}_channel").send(message)
    return end_of(message["header"]["msg_id"], channel if kind.endswith("_request") else None)


def end_of(request, channel="shell"):
    """Wait until a request is over. Gives the content of its reply."""
    reply = None
    while channel and (reply is None or reply["parent_header"]["msg_id"] != request):
        reply = getattr(client, f"get_{channel}_msg")(timeout=20)
    while True:
        message = client.get_iopub_msg(timeout=20)
        is_ours = message["parent_header"].get("msg_id") == request
        if is_ours and message["content"].get("execution_state") == "idle":
            return reply and reply["content"]


def execute(code, **options):
    return ask("execute_request", {"code": code, "silent": False, "store_history": True, **options})


client.control_channel.start()
for channel in ("shell", "control"):
    assert ask("kernel_info_request", {}, channel)["status"] == "ok"
assert execute('import { clearOutput, comms, display, input } from "next-token-kernel";')["status"] == "ok"
assert execute("const a = 1; console.log(a); console.error(a); a")["execution_count"] == 2
assert execute('display({ "text/html": "<b>x</b>", "text/plain": "x" }, { id: "d" });')["status"] == "ok"
assert execute('display({ "text/plain": "y" }, { id: "d", update: true }); clearOutput({ wait: true });')["status"] == "ok"
assert execute('setTimeout(() => console.log("late"), 50); await new Promise((done) => setTimeout(done, 100));')
assert execute("", silent=True)["status"] == "ok"
assert execute("[{ a: 1 }, { a: 2 }]", store_history=False)["status"] == "ok"
assert execute("1", user_expressions={"good": "a", "bad": "nothing.here"})["user_expressions"]["good"]
for wrong in ('throw new Error("x")', "const b: string = 1;", "let 1x", "throw null", "!ls", 'import "nothing-of-the-kind"'):
    assert execute(wrong)["status"] == "error"
assert ask("execute_request", {"code": 7})["status"] == "error"
for code, cursor in (("Math.flo", 8), ("a", 1), ("nothing.", 8)):
    assert ask("complete_request", {"code": code, "cursor_pos": cursor})["status"] == "ok"
    assert ask("inspect_request", {"code": code, "cursor_pos": cursor, "detail_level": 1})["status"] == "ok"
for code in ("1", "function f(", "let 1x", "`a"):
    assert ask("is_complete_request", {"code": code})["status"] in {"complete", "incomplete", "invalid"}
everything = {"raw": True, "output": True, "session": 0, "start": 0, "stop": 9, "n": 3, "pattern": "*", "unique": True}
for access in ("range", "tail", "search"):
    assert ask("history_request", {"hist_access_type": access, **everything})["history"]
assert ask("history_request", {"hist_access_type": "nothing"})["status"] == "error"
assert ask("comm_info_request", {})["status"] == "ok"
assert ask("connect_request", {})["shell_port"] > 0
for channel in ("shell", "control"):
    assert ask("debug_request", {"seq": 1, "type": "request", "command": "attach"}, channel)["status"] == "error"

# Comms, opened by either side.
execute('comms.register("echo", (line, data) => { line.send({ data }); line.onMessage((more) => line.send({ more })); });')
ask("comm_open", {"comm_id": "c", "target_name": "echo", "data": {"n": 1}})
ask("comm_msg", {"comm_id": "c", "data": {"n": 2}})
assert ask("comm_info_request", {"target_name": "echo"})["comms"] == {"c": {"target_name": "echo"}}
ask("comm_close", {"comm_id": "c", "data": {}})
ask("comm_open", {"comm_id": "d", "target_name": "unknown", "data": {}})
assert execute('const line = comms.open("theirs", {}); line.send({ n: 1 }); line.close();')["status"] == "ok"

# A question, answered.
question = client.execute('await input("name? ", { password: true })', allow_stdin=True)
client.get_stdin_msg(timeout=20)
client.input("Ada")
assert end_of(question)["status"] == "ok"

# An error aborts what waits behind it; an interrupt ends what runs.
failing = client.execute('await 1; throw new Error("x")')
waiting = client.execute("1")
assert end_of(failing)["status"] == "error"
assert end_of(waiting)["status"] == "aborted"
endless = client.execute("await new Promise(() => {});")
assert ask("interrupt_request", {}, "control")["status"] == "ok"
assert end_of(endless)["ename"] == "KeyboardInterrupt"

# A front end of before 5.4 asks for the end on the shell channel.
channel = "control" if front_end_version == "5.4" else "shell"
client.session.send(getattr(client, f"{channel}_channel").socket, "shutdown_request", {"restart": False})
while not (received[-1]["msg_type"] == "shutdown_reply" and received[-1]["parent_header"]):
    getattr(client, f"get_{channel}_msg")(timeout=20)
manager.provisioner.process.wait(timeout=20)
client.stop_channels()
manager.cleanup_resources()

for message in received:
    try:
        validate(message)
    except Exception as error:
        sys.exit(f"{message['msg_type']} is not valid: {error}\n{message}")
ids = [message["header"]["msg_id"] for message in received]
assert len(set(ids)) == len(ids), "two messages have one id"
states = collections.defaultdict(list)
for message in received:
    if message["msg_type"] == "status" and message["parent_header"]:
        states[message["parent_header"]["msg_id"]].append(message["content"]["execution_state"])
for header in requests:
    assert states[header["msg_id"]][0] == "busy" and "idle" in states[header["msg_id"]], (header, states[header["msg_id"]])
print(json.dumps(collections.Counter(message["msg_type"] for message in received)))
