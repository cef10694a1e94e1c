import { checkClientIds } from "../domain/oidc-provider.ts";
import type { Operation } from "../operation.ts";
import { putOidcProvider, requireOidcProvider } from "../store/oidc-providers.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddClientIDToOpenIDConnectProvider.html */
export const AddClientIDToOpenIDConnectProvider: Operation<"AddClientIDToOpenIDConnectProvider"> = async (
  input,
  call,
  store,
): Promise<Record<string, never>> => {
  const { account } = call.caller;
  await store.change(account, async (rows) => {
    const provider = await requireOidcProvider(rows, { account, arn: input.OpenIDConnectProviderArn });
    putOidcProvider(rows, { ...provider, clientIds: checkClientIds([...provider.clientIds, input.ClientID]) });
  });
  return {};
};
