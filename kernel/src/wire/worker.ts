// The sockets' thread: started by start-wire, it answers by itself what needs no main thread.
import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import { readConnectionFile } from "./connection-file";
import { openSockets } from "./sockets";
import { serve } from "./serve";
import { mapShared } from "./shared-memory";
import type { WireWorkerData } from "./thread-messages";

const { connectionFile, shared } = workerData as WireWorkerData;
const connection = readConnectionFile(connectionFile);
void openSockets(connection).then((sockets) =>
  serve({ connection, sockets, memory: mapShared(shared), port: parentPort as MessagePort }),
);
