import type { ListServiceSpecificCredentialsResponse } from "@aws-sdk/client-iam";
import { actingUser } from "../domain/acting-user.ts";
import { readPage } from "../domain/page.ts";
import { checkService, describeCredential } from "../domain/service-credential.ts";
import type { Operation } from "../operation.ts";
import { listServiceCredentials } from "../store/user-credentials.ts";
import { requireUser, userNames } from "../store/users.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListServiceSpecificCredentials.html */
export const ListServiceSpecificCredentials: Operation<"ListServiceSpecificCredentials"> = async (
  input,
  call,
  store,
): Promise<ListServiceSpecificCredentialsResponse> => {
  const reader = store.of(call.caller.account);
  if (input.ServiceName !== undefined) checkService(input.ServiceName);
  const user = input.AllUsers ? undefined : await requireUser(reader, actingUser(input.UserName, call.caller.arn));
  const names = user === undefined ? await userNames(reader) : new Map([[user.id, user.name]]);
  const { rows, ...page } = await listServiceCredentials(
    reader,
    readPage(input),
    ({ service, userId }) => names.has(userId) && (input.ServiceName ?? service) === service,
  );
  const now = call.clock.now();
  return {
    ServiceSpecificCredentials: rows.map((credential) =>
      describeCredential(names.get(credential.userId) ?? "", credential, now),
    ),
    ...page,
  };
};
