import type { ListSAMLProviderTagsResponse } from "@aws-sdk/client-iam";
import { tagPage } from "../domain/tag-page.ts";
import type { Operation } from "../operation.ts";
import { requireSamlProvider } from "../store/saml-providers.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListSAMLProviderTags.html */
export const ListSAMLProviderTags: Operation<"ListSAMLProviderTags"> = async (
  input,
  call,
  store,
): Promise<ListSAMLProviderTagsResponse> => {
  const { account } = call.caller;
  const { tags } = await requireSamlProvider(store.of(account), { account, arn: input.SAMLProviderArn });
  return tagPage(input, tags);
};
