export { signCall, verifyCall } from "../calls/signature.ts";
export { openRemoteCalls } from "./open-remote-calls.ts";
export { isUnsent, type Replica } from "./replica.ts";
export { Replicas, type ResolveHost } from "./replicas.ts";
export { hostsOf } from "./service-hosts.ts";
