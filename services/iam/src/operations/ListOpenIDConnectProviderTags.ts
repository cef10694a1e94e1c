import type { ListOpenIDConnectProviderTagsResponse } from "@aws-sdk/client-iam";
import { tagPage } from "../domain/tag-page.ts";
import type { Operation } from "../operation.ts";
import { requireOidcProvider } from "../store/oidc-providers.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListOpenIDConnectProviderTags.html */
export const ListOpenIDConnectProviderTags: Operation<"ListOpenIDConnectProviderTags"> = async (
  input,
  call,
  store,
): Promise<ListOpenIDConnectProviderTagsResponse> => {
  const { account } = call.caller;
  const { tags } = await requireOidcProvider(store.of(account), { account, arn: input.OpenIDConnectProviderArn });
  return tagPage(input, tags);
};
