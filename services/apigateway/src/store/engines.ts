import type { AuthMode } from "@skylab/auth";
import type { Clock, Ids } from "@skylab/aws";
import type { EgressRules } from "@skylab/egress";
import type { EncryptionKey } from "@skylab/identity";
import type { Records } from "@skylab/records";
import type { Logger, Peers, ServiceClient } from "@skylab/service";

/** What API Gateway stands on. */
export type ApigatewayEngines = {
  readonly records: Records;
  readonly clock: Clock;
  readonly ids: Ids;
  /** What the keys of client certificates are sealed with. */
  readonly encryptionKey: EncryptionKey;
  /** Reaches the services and functions behind APIs. */
  readonly call: ServiceClient;
  readonly auth: AuthMode;
  /** How its replicas reach each other; absent where there is one process. */
  readonly peers?: Peers;
  /** Where what APIs call over HTTP must not be. */
  readonly egress: EgressRules;
  /** Where the keys of issuers of tokens are that have none behind their own URL: issuer -> URL of a JWKS. */
  readonly issuerKeys: ReadonlyMap<string, string>;
  /** How long issuers may take to tell their keys, in milliseconds; where absent, as long as AWS gives them. */
  readonly issuersWithinMs?: number;
  /** What becomes of what nobody waits for. */
  readonly log: Pick<Logger, "warn" | "info">;
};
