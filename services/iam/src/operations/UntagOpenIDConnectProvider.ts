import { exactCase, removeTags } from "../domain/tags.ts";
import type { Operation } from "../operation.ts";
import { putOidcProvider, requireOidcProvider } from "../store/oidc-providers.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagOpenIDConnectProvider.html */
export const UntagOpenIDConnectProvider: Operation<"UntagOpenIDConnectProvider"> = async (
  input,
  call,
  store,
): Promise<Record<string, never>> => {
  const { account } = call.caller;
  await store.change(account, async (rows) => {
    const provider = await requireOidcProvider(rows, { account, arn: input.OpenIDConnectProviderArn });
    putOidcProvider(rows, { ...provider, tags: removeTags(provider.tags, input.TagKeys, exactCase) });
  });
  return {};
};
