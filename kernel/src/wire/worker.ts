// The sockets' thread: started by wire-thread, it answers by itself what needs no main thread.
import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import { readConnectionFile } from "./connection-file";
import { openSockets } from "./sockets";
import { mapShared, markClosed } from "./shared-memory";
import type { WireWorkerData } from "./thread-messages";

const { connectionFile, shared, heapLimit } = workerData as WireWorkerData;
const memory = mapShared(shared);
// The last thing that runs here: ZeroMQ has let go of its sockets.
process.on("exit", () => markClosed(memory));
const connection = readConnectionFile(connectionFile);
const opening = openSockets(connection);
// Read while the sockets open: a front end that finds them closed comes again only after a tenth of a second or two.
const { serve } = require("./serve") as typeof import("./serve");
void opening.then((sockets) => serve({ connection, sockets, memory, heapLimit, port: parentPort as MessagePort }));
