import { AwsError } from "@skylab/aws";
import type { AuthFamily } from "../signature/family.ts";
import type { AccessDecision, AccessRequest, PolicyKind } from "./evaluate.ts";
import type { Principal } from "./principal.ts";

type Denial = Exclude<AccessDecision, { decision: "allow" }>;

/**
 * A denial in AWS's words. Actions on no resource are denied "on resource: *", which is how most services write it;
 * some leave the resource out.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
export function accessDenied(
  request: Pick<AccessRequest, "principal" | "action" | "resource">,
  decision: Denial,
  family: AuthFamily,
): AwsError {
  const { action, principal } = request;
  const resource = family === "s3" ? `"${request.resource}"` : request.resource;
  const message = `User: ${nameOf(principal)} is not authorized to perform: ${action} on resource: ${resource} ${reasonFor(decision, action)}`;
  const code = family === "s3" || family === "query" ? "AccessDenied" : "AccessDeniedException";
  return new AwsError(code, message, { status: family === "json" ? 400 : 403, queryCode: "AccessDenied" });
}

function reasonFor(decision: Denial, action: string): string {
  const { article, name } = POLICY_NAMES[decision.by];
  if (decision.decision === "implicitDeny") return `because no ${name} allows the ${action} action`;
  // AWS names managed policies since 2026:
  // https://aws.amazon.com/blogs/security/enhanced-access-denied-error-messages-with-policy-arns
  const arn = decision.policyArn === undefined ? "" : `: ${decision.policyArn}`;
  return `with an explicit deny in ${article} ${name}${arn}`;
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
