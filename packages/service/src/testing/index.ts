export { refusal, testCall } from "./call.ts";
