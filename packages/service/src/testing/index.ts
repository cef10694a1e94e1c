export { refusal, testCall } from "./call.ts";
export { example, serveExample } from "./example.ts";
export { performer, type TestCaller } from "./perform.ts";
export { testFrame } from "./frame.ts";
export { uniqueAccount, uniqueName } from "./unique-name.ts";
