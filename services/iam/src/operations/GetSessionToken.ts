import type { GetSessionTokenResponse } from "@aws-sdk/client-sts";
import type { SessionOwner } from "@skylab/auth";
import type { Caller } from "@skylab/service";
import { actorOf } from "../domain/acting-user.ts";
import { accessDenied } from "../domain/errors.ts";
import { userSessionSeconds } from "../domain/session-duration.ts";
import type { Operation } from "../operation.ts";
import { provesMfa } from "../store/mfa-proof.ts";
import { issueCredentials } from "../store/temporary-credentials.ts";

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html */
export const GetSessionToken: Operation<"GetSessionToken"> = async (
  input,
  call,
  store,
): Promise<GetSessionTokenResponse> => {
  const { account, arn, id, session } = call.caller;
  if (session !== undefined) throw accessDenied("Cannot call GetSessionToken with session credentials");
  const of = ownerOf(call.caller);
  const mfa = await provesMfa(store, input, { account, arn, now: call.clock.now() });
  const opened = {
    issuedAt: call.clock.now(),
    of,
    policies: [],
    policyArns: [],
    tags: {},
    transitiveTagKeys: [],
    mfa,
    context: {},
  };
  const seconds = userSessionSeconds(input.DurationSeconds, of.kind === "root");
  return { Credentials: issueCredentials({ account, arn, id, session: opened, seconds }, call.ids, store) };
};

function ownerOf({ arn, id }: Caller): SessionOwner {
  const actor = actorOf(arn);
  return actor.root ? { kind: "root" } : { kind: "user", name: actor.userName, id };
}
