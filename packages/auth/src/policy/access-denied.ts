import { AwsError } from "@skylab/aws";
import type { AuthFamily } from "../signature/family.ts";
import type { AccessDecision, AccessRequest, PolicyKind } from "./evaluate.ts";
import type { Principal } from "./principal.ts";

/**
 * A denial in AWS's words.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
export function accessDenied(
  request: Pick<AccessRequest, "principal" | "action" | "resource">,
  decision: Exclude<AccessDecision, { decision: "allow" }>,
  family: AuthFamily,
): AwsError {
  const { action, principal } = request;
  const policy = POLICY_NAMES[decision.by];
  const reason =
    decision.decision === "explicitDeny"
      ? `with an explicit deny in ${policy.article} ${policy.name}`
      : `because no ${policy.name} allows the ${action} action`;
  const resource = family === "s3" ? `"${request.resource}"` : request.resource;
  const message = `User: ${nameOf(principal)} is not authorized to perform: ${action} on resource: ${resource} ${reason}`;
  const code = family === "s3" || family === "query" ? "AccessDenied" : "AccessDeniedException";
  return new AwsError(code, message, { status: family === "json" ? 400 : 403, queryCode: "AccessDenied" });
}

const POLICY_NAMES: Readonly<Record<PolicyKind, { readonly article: "a" | "an"; readonly name: string }>> = {
  identity: { article: "an", name: "identity-based policy" },
  resource: { article: "a", name: "resource-based policy" },
  boundary: { article: "a", name: "permissions boundary" },
  session: { article: "a", name: "session policy" },
};

function nameOf(principal: Principal): string {
  switch (principal.type) {
    case "AWS":
      return principal.arn;
    case "Service":
      return principal.name;
    case "Federated":
      return principal.provider;
    default:
      return "anonymous";
  }
}
