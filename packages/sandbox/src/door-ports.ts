import type { SandboxSpec } from "./runner.ts";

/** Where a sandbox's loopback leads to its Runtime API, as at AWS. */
export const API_PORT = 9001;

/** Where it leads to the product's own endpoint: functions are told of this port. */
export const DOOR_PORT = 4566;

/** Nobody but root may listen below. */
const LEAST_PORT = 1024;

/**
 * The ports of a sandbox's loopback that lead to the product: the one above, and the one that its users know, whose URLs
 * they hand to functions (a queue's, say, to which AWS's SDK for JavaScript sends whatever its endpoint is).
 */
export const doorPortsOf = ({ publicPort = DOOR_PORT }: Pick<SandboxSpec, "publicPort">): readonly number[] =>
  publicPort < LEAST_PORT || publicPort === API_PORT || publicPort === DOOR_PORT
    ? [DOOR_PORT]
    : [DOOR_PORT, publicPort];
