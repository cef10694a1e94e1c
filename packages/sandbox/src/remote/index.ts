export { HOST_PORT, hostAddresses } from "./host-address.ts";
export { hostRoutes, type HostRoutesOptions } from "./host-routes.ts";
export { remoteHost, type RemoteHostOptions } from "./remote-host.ts";
