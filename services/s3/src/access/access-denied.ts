import { accessDenied as inFull } from "@skylab/auth";
import { AwsError } from "@skylab/aws";
import type { Denial } from "@skylab/service";
import { accessDenied } from "../domain/errors.ts";

/**
 * Who was refused in its own account is told why; strangers, and who signs nothing, are not.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html
 */
export function wordDenial(denial: Denial): AwsError {
  const { account, action, decision, family, principal, resource } = denial;
  if (principal.type !== "AWS" || (account ?? principal.account) !== principal.account) return accessDenied();
  if (resource !== "*") return inFull(denial, decision, family);
  // What is on no resource names none.
  const { code, message } = inFull({ principal, action, resource }, decision, family);
  return new AwsError(code, message.replace(' on resource: "*"', ""), { status: 403 });
}
