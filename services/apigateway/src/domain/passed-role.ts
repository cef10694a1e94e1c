import { AwsError, parseArn, type Place } from "@skylab/aws";
import { badRequest } from "./errors.ts";

const FORBIDDEN = 403;

const crossAccountRole = (): AwsError =>
  new AwsError("AccessDeniedException", "Cross-account pass role is not allowed.", { status: FORBIDDEN });

/**
 * That a role in which API Gateway is to work is one of the account that names it, or the caller's own
 * (`arn:aws:iam::*:user/*`): whoever else's role trusts API Gateway does so for its own APIs. None, or an empty one, is none.
 * @throws AwsError BadRequestException, AccessDeniedException
 */
export function checkPassedRole(roleArn: string | undefined, { account }: Place): void {
  if (roleArn === undefined || roleArn === "") return;
  const role = parseArn(roleArn);
  if (role === undefined) throw badRequest("Invalid ARN specified in the request");
  if (role.account !== account && role.account !== "*") throw crossAccountRole();
}
