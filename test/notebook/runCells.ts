import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** What a kernel sends while a cell runs. */
export interface Message {
  /** The cell's number, from 0. */
  cell: number;
  kind: "display" | "update" | "stdout" | "stderr" | "status";
  /** Text of a stream, or of the status "ok" or "error". */
  text?: string;
  data?: Record<string, unknown>;
  id?: string;
}

/** Runs cells in stock tslab's own handler, without sockets, and writes what it would send. */
const driver = `
  const { JupyterHandlerImpl } = require("tslab/dist/jupyter.js");
  const { createExecutor } = require("tslab/dist/executor.js");
  const { createConverter } = require("tslab/dist/converter.js");
  const messages = [];
  const node = createConverter();
  const executor = createExecutor(process.cwd(), { node, close: () => node.close() }, console);
  const handler = new JupyterHandlerImpl(executor, false);
  const write = process.stdout.write.bind(process.stdout);
  const run = async (code, cell) => {
    const onStream = (kind, text) => messages.push({ cell, kind, text });
    const onDisplay = ({ data, transient }, isUpdate) =>
      messages.push({ cell, kind: isUpdate ? "update" : "display", data, id: transient.display_id });
    const { status } = await handler.handleExecute({ code }, onStream, onDisplay);
    messages.push({ cell, kind: "status", text: status });
  };
  (async () => {
    for (const [cell, code] of JSON.parse(process.argv[1]).entries()) await run(code, cell);
    handler.close();
    write(JSON.stringify(messages), () => process.exit());
  })();
`;

/** Runs cells one after the other in a fresh kernel, on kernel-utils as it was built. */
export function runCells(cells: readonly string[]): Message[] {
  const cwd = fileURLToPath(new URL(".", import.meta.url));
  const { stdout, stderr } = spawnSync(process.execPath, ["-e", driver, JSON.stringify(cells)], {
    cwd,
    encoding: "utf8",
  });
  if (!stdout.startsWith("[")) throw new Error(`the kernel must end with its messages, got ${stdout}${stderr}`);
  return JSON.parse(stdout) as Message[];
}
