// The process that the tests of single steps kill: `node steps-worker.js RABBIT_URL REDIS_URL PREFIX NOW CALLS`.
import { once } from "node:events";
import { movableClock, randomIds } from "@skylab/aws";
import { openRabbitQueues } from "./index.ts";
import { type Call, perform, READY, say } from "./step-calls.ts";

const [rabbitUrl = "", redisUrl = "", prefix = "", now = "", calls = "[]"] = process.argv.slice(2);
const clock = movableClock();
clock.set(Number(now));
const queues = await openRabbitQueues({ rabbitUrl, redisUrl, prefix, clock, ids: randomIds });
say(READY);
// Also where the test is gone: then the calls fail.
await once(process.stdin, "readable");
process.stdin.destroy();
await perform(queues, JSON.parse(calls) as Call[]); // as: the test wrote them
await queues.close();
