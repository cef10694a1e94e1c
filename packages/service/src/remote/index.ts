export { signCall, verifyCall } from "../calls/signature.ts";
export { openRemoteCalls, type RemoteCalls } from "./open-remote-calls.ts";
export { remoteCalls } from "./remote-calls.ts";
export { isUnsent, type Replica } from "./replica.ts";
export { Replicas, type ResolveHost } from "./replicas.ts";
export { hostsOf } from "./service-hosts.ts";
export { openPeers, type OpenPeers, type Peers } from "./open-peers.ts";
