import type { CreateServiceSpecificCredentialResponse } from "@aws-sdk/client-iam";
import { quotaExceeded } from "../domain/errors.ts";
import { newId } from "../domain/ids.ts";
import { SERVICE_CREDENTIALS_PER_USER } from "../domain/quotas.ts";
import {
  checkService,
  describeCredential,
  describeSecret,
  expiryOf,
  freeName,
  newServiceSecret,
  type ServiceCredential,
} from "../domain/service-credential.ts";
import type { Operation } from "../operation.ts";
import { serviceCredentials } from "../store/user-credentials.ts";
import { requireUser } from "../store/users.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateServiceSpecificCredential.html */
export const CreateServiceSpecificCredential: Operation<"CreateServiceSpecificCredential"> = async (
  input,
  call,
  store,
): Promise<CreateServiceSpecificCredentialResponse> => {
  const { account } = call.caller;
  const service = input.ServiceName;
  const now = call.clock.now();
  checkService(service);
  const id = newId("ACCA", call.ids);
  const [owner, credential] = await store.change(account, async (rows) => {
    const user = await requireUser(rows, input.UserName);
    const others = (await serviceCredentials.all(rows, user)).filter((other) => other.service === service);
    if (others.length >= SERVICE_CREDENTIALS_PER_USER) {
      throw quotaExceeded("ServiceSpecificCredentialsPerUser", SERVICE_CREDENTIALS_PER_USER);
    }
    const made: ServiceCredential = {
      id,
      userId: user.id,
      service,
      name: freeName(
        user.name,
        account,
        others.map(({ name }) => name),
      ),
      status: "Active",
      createdAt: now,
      ...expiryOf(input.CredentialAgeDays, now),
    };
    serviceCredentials.add(rows, user, made);
    return [user, made] as const;
  });
  return {
    ServiceSpecificCredential: {
      ...describeCredential(owner.name, credential, now),
      ...describeSecret(credential, newServiceSecret(call.ids)),
    },
  };
};
