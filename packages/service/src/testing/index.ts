export { refusal, testCall } from "./call.ts";
export { example, serveExample } from "./example.ts";
export { type CallOperation, operationCaller } from "./operation-caller.ts";
export { type OtherServices, otherServices, type ServiceAnswer } from "./other-services.ts";
export { performer, type TestCaller } from "./perform.ts";
export { testFrame } from "./frame.ts";
export { uniqueAccount, uniqueName } from "./unique-name.ts";
