import type { AuthMode } from "@skylab/auth";
import type { Clock, Place } from "@skylab/aws";
import { openRoleSessions, type RoleSession } from "@skylab/role-sessions";
import type { FunctionHost } from "@skylab/sandbox";
import type { Logger, ServiceClient } from "@skylab/service";
import { roleCannotBeAssumed } from "../domain/invocations/errors.ts";

/** Whose role it is. */
export type InRole = {
  readonly place: Place;
  /** Without version or alias. */
  readonly functionArn: string;
  readonly functionName: string;
  readonly roleArn: string;
};

/** The session in which a function works. Rejects with AWS's refusal where Lambda may not assume the role. */
export type FunctionRoles = (of: InRole) => Promise<RoleSession>;

export type FunctionRoleParts = {
  readonly call: ServiceClient;
  readonly clock: Clock;
  readonly auth: AuthMode;
  readonly host: Pick<FunctionHost, "forget">;
  readonly log: Pick<Logger, "warn" | "info">;
};

export type OpenFunctionRoles = {
  readonly of: FunctionRoles;
  /** Asks STS again from now on. */
  readonly forget: () => void;
};

export function openFunctionRoles({ host, log, ...parts }: FunctionRoleParts): OpenFunctionRoles {
  const sessions = openRoleSessions({
    ...parts,
    refusal: roleCannotBeAssumed,
    onMissing: ({ principal, roleArn }) =>
      log.warn({ function: principal.sourceArn, role: roleArn }, "there is no such role: the function is its account"),
    // What is warm holds credentials that have ended.
    onCutShort: ({ principal }) => host.forget(principal.sourceArn ?? ""),
  });
  return {
    of: ({ place, functionArn, functionName, roleArn }) =>
      sessions.of({
        place,
        principal: { name: "lambda.amazonaws.com", sourceArn: functionArn },
        roleArn,
        sessionName: functionName.padEnd(SHORTEST_SESSION_NAME, "-"),
      }),
    forget: sessions.forget,
  };
}

const SHORTEST_SESSION_NAME = 2;
