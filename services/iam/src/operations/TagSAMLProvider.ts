import { addTags, exactCase } from "../domain/tags.ts";
import type { Operation } from "../operation.ts";
import { putSamlProvider, requireSamlProvider } from "../store/saml-providers.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagSAMLProvider.html */
export const TagSAMLProvider: Operation<"TagSAMLProvider"> = async (
  input,
  call,
  store,
): Promise<Record<string, never>> => {
  const { account } = call.caller;
  await store.change(account, async (rows) => {
    const provider = await requireSamlProvider(rows, { account, arn: input.SAMLProviderArn });
    putSamlProvider(rows, { ...provider, tags: addTags(provider.tags, input.Tags, exactCase) });
  });
  return {};
};
