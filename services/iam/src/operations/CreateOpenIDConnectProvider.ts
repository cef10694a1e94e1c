import type { CreateOpenIDConnectProviderResponse } from "@aws-sdk/client-iam";
import { alreadyExists, quotaExceeded } from "../domain/errors.ts";
import { checkClientIds, checkThumbprints, type OidcProvider, readProviderUrl } from "../domain/oidc-provider.ts";
import { providerArn } from "../domain/provider-arn.ts";
import { OIDC_PROVIDERS_PER_ACCOUNT } from "../domain/quotas.ts";
import { describeAnyTags, exactCase, newTags } from "../domain/tags.ts";
import type { Operation } from "../operation.ts";
import { findOidcProvider, listOidcProviders, putOidcProvider } from "../store/oidc-providers.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html */
export const CreateOpenIDConnectProvider: Operation<"CreateOpenIDConnectProvider"> = async (
  input,
  call,
  store,
): Promise<CreateOpenIDConnectProviderResponse> => {
  const { account } = call.caller;
  const provider: OidcProvider = {
    url: readProviderUrl(input.Url),
    clientIds: checkClientIds(input.ClientIDList ?? []),
    thumbprints: checkThumbprints(input.ThumbprintList ?? []),
    createdAt: call.clock.now(),
    tags: newTags(input.Tags, exactCase),
  };
  await store.change(account, async (rows) => {
    if (await findOidcProvider(rows, provider.url))
      throw alreadyExists(`Provider with url ${input.Url} already exists.`);
    if ((await listOidcProviders(rows)).length >= OIDC_PROVIDERS_PER_ACCOUNT) {
      throw quotaExceeded("OpenIdConnectProvidersPerAccount", OIDC_PROVIDERS_PER_ACCOUNT);
    }
    putOidcProvider(rows, provider);
  });
  return {
    OpenIDConnectProviderArn: providerArn(account, "oidc-provider", provider.url),
    ...describeAnyTags(provider.tags),
  };
};
