export { openRabbitQueues } from "./rabbit-queues.ts";
