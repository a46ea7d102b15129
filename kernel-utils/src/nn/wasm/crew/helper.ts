// The other thread: a worker with the same kernels on the same memory, asleep between jobs.
import { workerData } from "node:worker_threads";
import { instantiate } from "../instantiate";
import { JobPage } from "./JobPage";

const { binary, memory, buffer, thread } = workerData as {
  binary: object;
  memory: object;
  buffer: SharedArrayBuffer;
  thread: number;
};
new JobPage(instantiate(binary, memory), buffer).help(thread);
