import type { ListOpenIDConnectProvidersResponse } from "@aws-sdk/client-iam";
import { providerArn } from "../domain/provider-arn.ts";
import type { Operation } from "../operation.ts";
import { listOidcProviders } from "../store/oidc-providers.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListOpenIDConnectProviders.html */
export const ListOpenIDConnectProviders: Operation<"ListOpenIDConnectProviders"> = async (
  _input,
  call,
  store,
): Promise<ListOpenIDConnectProvidersResponse> => {
  const { account } = call.caller;
  const providers = await listOidcProviders(store.of(account));
  return {
    OpenIDConnectProviderList: providers.map(({ url }) => ({ Arn: providerArn(account, "oidc-provider", url) })),
  };
};
