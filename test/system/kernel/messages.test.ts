import { expect, it } from "vitest";
import { runPython } from "./python";

/** Every type of message that a kernel without a debugger sends. */
const types = [
  "status execute_input stream display_data update_display_data execute_result error clear_output",
  "comm_open comm_msg comm_close input_request",
  "kernel_info_reply connect_reply execute_reply complete_reply inspect_reply is_complete_reply history_reply",
  "comm_info_reply interrupt_reply debug_reply shutdown_reply",
].flatMap((line) => line.split(" "));

it.each(["5.4", "5.3", "5.0"])("each message of a busy session with a front end of protocol %s is valid", (version) => {
  const { status, stdout, stderr } = runPython("messages.py", version);
  expect([status, stdout === "" && stderr]).toEqual([0, false]);
  expect(Object.keys(JSON.parse(stdout) as object).toSorted()).toEqual(types.toSorted());
});
