export { openRabbitQueues, type RabbitQueuesOptions } from "./rabbit-queues.ts";
