import type { Clock, Ids } from "@skylab/aws";
import type { AdminRules } from "../control/admin-guard.ts";
import type { ControlOptions } from "../control/control-options.ts";
import type { About } from "../control/health.ts";
import type { BecomeSole } from "../jobs.ts";
import type { Logger } from "../log.ts";
import type { Metrics } from "../metrics.ts";
import type { Service } from "../service.ts";
import type { CorsRules } from "./cors.ts";

/** What makes a server. */
export type ServerOptions = {
  readonly services: readonly Service[];
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly admin: AdminRules;
  readonly cors: CorsRules;
  readonly about: About;
  /** Called where an admin asks the product to end. */
  readonly stop: () => void;
  /** What the services prove by who they are to each other; without it no call of another service is taken. */
  readonly internalSecret?: string | undefined;
  /** How the replicas of these services agree on who runs a `single` job; absent where there is one process. */
  readonly becomeSole?: BecomeSole | undefined;
  /** How long, when the server stops, connections that are open already are still served; not at all where absent. */
  readonly drainMs?: number;
} & Pick<ControlOptions, "health" | "adminClock">;
