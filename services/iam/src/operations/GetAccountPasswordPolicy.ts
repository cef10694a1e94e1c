import type { GetAccountPasswordPolicyResponse } from "@aws-sdk/client-iam";
import { noSuchEntity } from "../domain/errors.ts";
import { describePasswordPolicy } from "../domain/password-policy.ts";
import type { Operation } from "../operation.ts";
import { findPasswordPolicy } from "../store/passwords.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountPasswordPolicy.html */
export const GetAccountPasswordPolicy: Operation<"GetAccountPasswordPolicy"> = async (
  _input,
  { caller },
  store,
): Promise<GetAccountPasswordPolicyResponse> => {
  const policy = await findPasswordPolicy(store.of(caller.account));
  if (!policy) throw noSuchEntity(`The Password Policy with domain name ${caller.account} cannot be found.`);
  return { PasswordPolicy: describePasswordPolicy(policy) };
};
