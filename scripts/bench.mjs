// npm run bench: what a request costs, as ratios to a bare node:http server in the same run. Figures are printed, never asserted.
// npm run bench -- --engines: the distributed mode, on the engines at REDIS_URL and RABBITMQ_URL.
// npm run bench -- dynamodb: one service only.
import { prepare } from "./prepare.mjs";

prepare();
// What it measures, and by what, is built now.
await import("./bench/benches.mjs");
