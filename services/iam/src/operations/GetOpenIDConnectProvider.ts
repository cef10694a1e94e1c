import type { GetOpenIDConnectProviderResponse } from "@aws-sdk/client-iam";
import { describeTags } from "../domain/tags.ts";
import type { Operation } from "../operation.ts";
import { requireOidcProvider } from "../store/oidc-providers.ts";
import { timeOf } from "../domain/time.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetOpenIDConnectProvider.html */
export const GetOpenIDConnectProvider: Operation<"GetOpenIDConnectProvider"> = async (
  input,
  call,
  store,
): Promise<GetOpenIDConnectProviderResponse> => {
  const { account } = call.caller;
  const provider = await requireOidcProvider(store.of(account), { account, arn: input.OpenIDConnectProviderArn });
  return {
    Url: provider.url,
    ClientIDList: [...provider.clientIds],
    ThumbprintList: [...provider.thumbprints],
    CreateDate: timeOf(provider.createdAt),
    Tags: describeTags(provider.tags),
  };
};
