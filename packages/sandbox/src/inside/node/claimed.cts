import { createConnection } from "node:net";

/**
 * What a container runs that was started for no function yet: it waits until somebody claims it, takes the function's
 * environment variables, and becomes its runtime.
 */

const CLAIM_SOCKET = "/run/skylab/claim.sock";

/** Nobody claims it any more. */
const EXIT_UNCLAIMED = 1;

/** What the bootstrap stands on, and reads no environment when it is loaded: nobody waits for it yet. */
const PARTS = [
  "connection",
  "console",
  "context",
  "door",
  "errors",
  "handler",
  "invocation",
  "runtime-api",
  "streaming",
];

for (const part of PARTS) require(`./${part}.cjs`);

let written = "";
const socket = createConnection({ path: CLAIM_SOCKET });
socket.setEncoding("utf8");
socket.on("data", (text: string) => {
  written += text;
});
socket.on("error", () => process.exit(EXIT_UNCLAIMED));
socket.on("end", () => {
  if (written === "") process.exit(EXIT_UNCLAIMED);
  socket.destroy();
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, JSON.parse(written));
  // It begins when it is loaded.
  // oxlint-disable-next-line import/no-unassigned-import
  require("./bootstrap.cjs");
});
