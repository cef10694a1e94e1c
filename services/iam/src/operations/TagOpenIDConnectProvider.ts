import { addTags, exactCase } from "../domain/tags.ts";
import type { Operation } from "../operation.ts";
import { putOidcProvider, requireOidcProvider } from "../store/oidc-providers.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagOpenIDConnectProvider.html */
export const TagOpenIDConnectProvider: Operation<"TagOpenIDConnectProvider"> = async (
  input,
  call,
  store,
): Promise<Record<string, never>> => {
  const { account } = call.caller;
  await store.change(account, async (rows) => {
    const provider = await requireOidcProvider(rows, { account, arn: input.OpenIDConnectProviderArn });
    putOidcProvider(rows, { ...provider, tags: addTags(provider.tags, input.Tags, exactCase) });
  });
  return {};
};
