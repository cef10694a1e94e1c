import type { AuthMode, Identity } from "@skylab/auth";
import type { Clock, Place } from "@skylab/aws";
import type { ServiceClient, ServicePrincipal } from "@skylab/service";

/** As whom one works in a role. */
export type RoleSession = {
  /** What one signs with who works for it: a function's code. */
  readonly credentials: RoleCredentials;
  /** Who that is: for what a service does itself with the role's permissions, see `CallAs.onBehalfOf`. */
  readonly identity: Identity;
};

export type RoleCredentials = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  /** Milliseconds since the epoch, by the machine's clock. */
  readonly expiresAt: number;
  readonly roleArn: string;
  readonly identity: Identity;
};

/** Whose role it is, and who asks to work in it. */
export type InRole = {
  /** The region, and the account where the role's ARN names none. */
  readonly place: Place;
  /** What the role's trust policy decides about. A source has a session of its own. */
  readonly principal: ServicePrincipal;
  readonly roleArn: string;
  /** `RoleSessionName`: at least two characters. */
  readonly sessionName: string;
};

export type RoleSessionsOptions = {
  readonly call: ServiceClient;
  readonly clock: Clock;
  readonly auth: AuthMode;
  /** In the service's words: it may not assume the role. */
  readonly refusal: () => Error;
  /** There is no such role, and nobody must have one: who works in it is its account. Told once of each source. */
  readonly onMissing: (of: InRole) => void;
  /** Somebody moved the clock: the credentials of this session ended before their time, wherever they are. */
  readonly onCutShort?: (of: InRole) => Promise<void>;
};

export type RoleSessions = {
  /**
   * The session of a role, made by STS when it is first needed, and again before it ends. Rejects with `refusal` where the
   * service may not assume the role, and with what else went wrong as it is.
   */
  readonly of: (of: InRole) => Promise<RoleSession>;
  /** Asks STS again from now on. */
  readonly forget: () => void;
};
