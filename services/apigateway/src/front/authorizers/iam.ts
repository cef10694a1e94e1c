import { NOBODY, rootOf } from "@skylab/auth";
import type { AwsError } from "@skylab/aws";
import type { Caller } from "@skylab/service";
import type { ContextVariables } from "../../domain/context-variables.ts";
import type { Allowed, Asking, AuthorizerOfEvent, Refused } from "./authorization.ts";
import { deniedByIam, missingToken, wrongSignature } from "./refusals.ts";

/** What IAM is to decide about. */
export type IamQuestion = {
  /** `arn:aws:execute-api:REGION:ACCOUNT:API/STAGE/METHOD/path` */
  readonly resource: string;
  readonly account: string;
  readonly region: string;
  readonly policy?: string | undefined;
};

/** Who signs must be allowed to invoke; where nobody enforces it, who does not sign is the account's root. */
export async function authorizeByIam(asking: Asking, question: IamQuestion): Promise<Allowed | Refused> {
  const caller = await callerOf(asking);
  if ("allow" in caller) return caller;
  const refusal = await refusalOf(asking, question, caller);
  if (refusal !== undefined) return deniedByIam(refusal);
  const { context } = asking;
  const { accessKeyId: accessKey = null, account, arn, id } = caller;
  const known: ContextVariables = { accountId: account, accessKey, caller: id, user: id, userArn: arn };
  context["identity"] = { ...(typeof context["identity"] === "object" ? context["identity"] : {}), ...known };
  return { allow: true, authorizerV2: { iam: iamOfEvent(caller) }, caller };
}

async function callerOf({ front, request }: Asking): Promise<Caller | Refused> {
  const { inside } = front;
  const { headers, query } = request.head;
  const isSigned = headers.authorization !== undefined || query.includes("X-Amz-Signature=");
  if (!isSigned && inside.frame.auth.mode === "enforce") return missingToken();
  try {
    return await inside.authenticate(request.body);
  } catch (error) {
    return wrongSignature(error);
  }
}

/** As HTTP APIs' events tell who signed. */
const iamOfEvent = ({ accessKeyId, account, arn, id }: Caller): AuthorizerOfEvent => ({
  accessKey: accessKeyId ?? null,
  accountId: account,
  callerId: id,
  cognitoIdentity: null,
  principalOrgId: null,
  userArn: arn,
  userId: id,
});

/** What an API's own policy says where its methods ask for nobody. In open mode, whoever asks is root of its account. */
export async function authorizeByPolicy(asking: Asking, question: IamQuestion): Promise<Allowed | Refused> {
  if (question.policy === undefined) return { allow: true };
  const { account } = question;
  const isOpen = asking.front.inside.frame.auth.mode === "open";
  const refusal = await refusalOf(asking, question, isOpen ? rootOf(account) : NOBODY);
  return refusal === undefined ? { allow: true } : deniedByIam(refusal);
}

async function refusalOf(asking: Asking, question: IamQuestion, caller: Caller): Promise<AwsError | undefined> {
  const { account, policy, region, resource } = question;
  const permission = { action: "execute-api:Invoke", resource, account, policy };
  return await asking.front.inside.refusalOf(permission, caller, region);
}
