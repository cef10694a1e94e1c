import type { GetFederationTokenResponse } from "@aws-sdk/client-sts";
import { formatArn } from "@skylab/aws";
import { actorOf } from "../domain/acting-user.ts";
import { accessDenied } from "../domain/errors.ts";
import { userSessionSeconds } from "../domain/session-duration.ts";
import { packedPolicySize, readSessionLimits } from "../domain/session-limits.ts";
import { sessionTagsOf } from "../domain/session-tags.ts";
import type { Operation } from "../operation.ts";
import { issueCredentials } from "../store/temporary-credentials.ts";

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html */
export const GetFederationToken: Operation<"GetFederationToken"> = async (
  input,
  call,
  store,
): Promise<GetFederationTokenResponse> => {
  const { account, arn: callerArn, id: callerId, session } = call.caller;
  if (session !== undefined) throw accessDenied("Cannot call GetFederationToken with session credentials");
  const actor = actorOf(callerArn);
  const limits = readSessionLimits(input);
  const { tags, transitiveTagKeys } = sessionTagsOf(input, undefined);
  const arn = formatArn({ service: "sts", region: "", account, resource: `federated-user/${input.Name}` });
  const id = `${account}:${input.Name}`;
  const opened = {
    issuedAt: call.clock.now(),
    of: { kind: "federated", issuerArn: callerArn, issuerId: callerId } as const,
    ...limits,
    tags,
    transitiveTagKeys,
    mfa: false,
    context: {},
  };
  const size = packedPolicySize(limits, tags);
  const seconds = userSessionSeconds(input.DurationSeconds, actor.root);
  return {
    Credentials: issueCredentials({ account, arn, id, session: opened, seconds }, call.ids, store),
    FederatedUser: { FederatedUserId: id, Arn: arn },
    ...size,
  };
};
