import type { AccessRequest, AuthMode, Credentials, KeyLookup } from "@skylab/auth";
import type { Clock, Ids } from "@skylab/aws";
import type { Logger } from "./log.ts";
import type { Metrics } from "./metrics.ts";
import type { Caller } from "./service.ts";

/** The policies that bind a caller, its own account's and those of its session. */
export type CallerPolicies = Pick<AccessRequest, "identityPolicies" | "permissionsBoundary" | "sessionPolicies">;

/** What all services of a process stand on. */
export type Frame = {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Logger;
  readonly metrics: Metrics;
  /** Of requests whose signature names none. */
  readonly region: string;
  readonly auth: {
    readonly mode: AuthMode;
    readonly rootKey: Credentials;
    /** IAM's keys; absent where IAM is not served: then no key was ever issued. */
    readonly lookup?: KeyLookup;
    /** IAM's policies of a caller; absent where IAM is not served: then every caller is an account's root. */
    readonly policiesOf?: (caller: Caller) => Promise<CallerPolicies>;
  };
};
