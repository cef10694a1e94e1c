import type { RoleSessions } from "@skylab/role-sessions";
import type { CallAs } from "@skylab/service";
import { IntegrationFault, type IntegrationAs } from "./integration.ts";

const PRINCIPAL = "apigateway.amazonaws.com";

/** As AWS names its sessions: `arn:aws:sts::123456789012:assumed-role/ROLE/BackplaneAssumeRoleSession`. */
const SESSION_NAME = "BackplaneAssumeRoleSession";

/**
 * As whom an integration calls a service of a region: the role or the caller whose permissions count, or API Gateway, about
 * which the target's policy decides. Rejects with an `IntegrationFault` where the role may not be assumed.
 */
export async function callAs(as: IntegrationAs, to: Callee, roles: RoleSessions): Promise<CallAs> {
  const { caller, place, roleArn, sourceArn } = as;
  const { region, trace } = to;
  const principal = { name: PRINCIPAL, sourceArn };
  const onBehalfOf =
    roleArn === undefined
      ? caller
      : (await roles.of({ place, principal, roleArn, sessionName: SESSION_NAME })).identity;
  return {
    principal,
    place: { account: onBehalfOf?.account ?? place.account, region },
    ...(onBehalfOf !== undefined && { onBehalfOf }),
    ...(trace !== undefined && { trace }),
  };
}

/** Where a service is called, and X-Ray's header of what led to it. */
type Callee = { readonly region: string; readonly trace: string | undefined };

/** In the words of AWS's execution logs. */
export const roleCannotBeAssumed = (): IntegrationFault =>
  new IntegrationFault("forbidden", "API Gateway does not have permission to assume the provided role");
