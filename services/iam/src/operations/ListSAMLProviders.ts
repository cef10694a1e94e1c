import type { ListSAMLProvidersResponse } from "@aws-sdk/client-iam";
import { providerArn } from "../domain/provider-arn.ts";
import { validUntil } from "../domain/saml-provider.ts";
import type { Operation } from "../operation.ts";
import { listSamlProviders } from "../store/saml-providers.ts";
import { timeOf } from "../domain/time.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListSAMLProviders.html */
export const ListSAMLProviders: Operation<"ListSAMLProviders"> = async (
  _input,
  call,
  store,
): Promise<ListSAMLProvidersResponse> => {
  const { account } = call.caller;
  const providers = await listSamlProviders(store.of(account));
  return {
    SAMLProviderList: providers.map((provider) => ({
      Arn: providerArn(account, "saml-provider", provider.name),
      ValidUntil: validUntil(provider),
      CreateDate: timeOf(provider.createdAt),
    })),
  };
};
