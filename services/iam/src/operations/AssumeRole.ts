import type { AssumeRoleResponse } from "@aws-sdk/client-sts";
import { isRootOf } from "@skylab/auth";
import type { AwsError } from "@skylab/aws";
import { accessDenied } from "../domain/errors.ts";
import { parseRoleArn } from "../domain/role-arn.ts";
import { roleSessionSeconds } from "../domain/session-duration.ts";
import { packedPolicySize, readSessionLimits } from "../domain/session-limits.ts";
import { sessionTagsOf } from "../domain/session-tags.ts";
import type { Operation } from "../operation.ts";
import { provesMfa } from "../store/mfa-proof.ts";
import { findRole } from "../store/roles.ts";
import { issueRoleCredentials } from "../store/temporary-credentials.ts";

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export const AssumeRole: Operation<"AssumeRole"> = async (input, call, store): Promise<AssumeRoleResponse> => {
  const { caller } = call;
  // In open mode everybody is root, and tries out its roles.
  if (isRootOf(caller.account, caller) && !caller.unproven) {
    throw accessDenied("Roles may not be assumed by root accounts.");
  }
  const { account, name } = parseRoleArn(input.RoleArn);
  const mayNot = (action: string): AwsError =>
    accessDenied(`User: ${caller.arn} is not authorized to perform: ${action} on resource: ${input.RoleArn}`);
  const role = await findRole(store.of(account), name);
  // Who may not assume it is not told whether it is there.
  if (role === undefined) throw mayNot("sts:AssumeRole");
  const calling = caller.session;
  const limits = readSessionLimits(input);
  const { tags, transitiveTagKeys } = sessionTagsOf(input, calling);
  const sourceIdentity = calling?.sourceIdentity ?? input.SourceIdentity;
  // Once it is set it stays.
  if (input.SourceIdentity !== undefined && input.SourceIdentity !== sourceIdentity) {
    throw mayNot("sts:SetSourceIdentity");
  }
  const seconds = roleSessionSeconds(input.DurationSeconds, role, calling?.of.kind === "role");
  const size = packedPolicySize(limits, tags);
  const session = {
    issuedAt: call.clock.now(),
    ...limits,
    tags,
    transitiveTagKeys,
    ...(sourceIdentity !== undefined && { sourceIdentity }),
    // Access has looked at the code; from now on it counts no more.
    mfa: await provesMfa(store, input, { ...caller, now: call.clock.now() }),
    context: {},
  };
  const opened = { account, role, sessionName: input.RoleSessionName, session, seconds };
  const assumed = issueRoleCredentials(opened, call.ids, store);
  return { ...assumed, ...size, ...(sourceIdentity !== undefined && { SourceIdentity: sourceIdentity }) };
};
