import { workerData } from "node:worker_threads";
import { servePorts } from "../serve-ports.cts";
import { portsToServe } from "../settings.cts";

/** Whoever waits for this thread wakes when it listens, or cannot. */
const { isServed }: { isServed: Int32Array } = workerData;

const wake = (): void => {
  Atomics.store(isServed, 0, 1);
  Atomics.notify(isServed, 0);
};

servePorts(portsToServe(process.env)).then(wake, wake);
