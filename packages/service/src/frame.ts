import type { AuthMode, Credentials, Identities } from "@skylab/auth";
import type { Clock, Ids } from "@skylab/aws";
import type { Logger } from "./log.ts";
import type { Metrics } from "./metrics.ts";
import type { Settings } from "./settings/settings.ts";

/** What all services of a process stand on. */
export type Frame = {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Logger;
  readonly metrics: Metrics;
  /** Of requests whose signature names none. */
  readonly region: string;
  /** Whether AWS's quotas hold on rates, and on what an account may have. */
  readonly quotas: Settings["quotas"];
  readonly auth: {
    readonly mode: AuthMode;
    readonly rootKey: Credentials;
    /** IAM's keys, users and roles; absent where IAM is not served: then no key was ever issued. */
    readonly identities?: Identities;
  };
};
