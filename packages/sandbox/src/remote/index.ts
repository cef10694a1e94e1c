export { HOST_PORT, hostAddresses } from "./host-address.ts";
export { hostRoutes } from "./host-routes.ts";
export { remoteHost } from "./remote-host.ts";
