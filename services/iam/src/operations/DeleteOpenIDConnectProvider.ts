import type { Operation } from "../operation.ts";
import { removeOidcProvider, requireOidcProvider } from "../store/oidc-providers.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteOpenIDConnectProvider.html */
export const DeleteOpenIDConnectProvider: Operation<"DeleteOpenIDConnectProvider"> = async (
  input,
  call,
  store,
): Promise<Record<string, never>> => {
  const { account } = call.caller;
  const arn = input.OpenIDConnectProviderArn;
  // AWS documents that deleting what is not there succeeds; it was recorded to answer so.
  const missing = `OpenId connect Provider ${arn} cannot be found.`;
  await store.change(account, async (rows) => {
    removeOidcProvider(rows, await requireOidcProvider(rows, { account, arn }, missing));
  });
  return {};
};
