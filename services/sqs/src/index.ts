export { sqs } from "./service.ts";
export type { SqsEngines } from "./store/store.ts";
