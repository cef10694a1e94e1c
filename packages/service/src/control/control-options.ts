import type { IncomingMessage, ServerResponse } from "node:http";
import type { AdminClock } from "../clock/admin-clock.ts";
import type { Logger } from "../log.ts";
import type { Metrics } from "../metrics.ts";
import type { Service } from "../service.ts";
import type { AdminRules } from "./admin-guard.ts";
import type { About, Health } from "./health.ts";

/** What the control plane tells of and acts on. */
export type ControlOptions = {
  readonly services: readonly Service[];
  readonly metrics: Metrics;
  readonly log: Logger;
  readonly admin: AdminRules;
  readonly about: About;
  /** How services and engines are; all is well where absent. */
  readonly health?: () => Promise<Health>;
  /** The clock as admins see and move it: in the records, or the replicas' own. */
  readonly adminClock: AdminClock;
  /** Ends the product as SIGTERM does. */
  readonly stop: () => void;
};

/** Answers a request for the control plane. */
export type ControlPlane = (request: IncomingMessage, response: ServerResponse) => void;
