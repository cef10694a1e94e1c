// npm run profile -- SendMessage: where the microseconds of one request go, by what they are spent on, in the server's process.
// npm run profile -- SendMessage --engines: in a replica of sqs, on the engines at REDIS_URL and RABBITMQ_URL.
import { prepare } from "./prepare.mjs";

prepare();
// What it measures, and by what, is built now.
await import("./profile/profile.mjs");
