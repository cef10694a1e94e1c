import type { CreateSAMLProviderResponse } from "@aws-sdk/client-iam";
import { alreadyExists, quotaExceeded } from "../domain/errors.ts";
import { providerArn } from "../domain/provider-arn.ts";
import { SAML_PROVIDERS_PER_ACCOUNT } from "../domain/quotas.ts";
import { readSamlMetadata } from "../domain/saml-metadata.ts";
import { addPrivateKey, newSamlId, type SamlProvider } from "../domain/saml-provider.ts";
import { describeAnyTags, exactCase, newTags } from "../domain/tags.ts";
import type { Operation } from "../operation.ts";
import { findSamlProvider, listSamlProviders, putSamlProvider } from "../store/saml-providers.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateSAMLProvider.html */
export const CreateSAMLProvider: Operation<"CreateSAMLProvider"> = async (
  input,
  call,
  store,
): Promise<CreateSAMLProviderResponse> => {
  const { account } = call.caller;
  const now = call.clock.now();
  readSamlMetadata(input.SAMLMetadataDocument);
  const provider: SamlProvider = {
    name: input.Name,
    uuid: newSamlId(call.ids),
    metadata: input.SAMLMetadataDocument,
    createdAt: now,
    encryption: input.AssertionEncryptionMode ?? "Allowed",
    privateKeys: input.AddPrivateKey === undefined ? [] : addPrivateKey([], { ids: call.ids, now }),
    tags: newTags(input.Tags, exactCase),
  };
  await store.change(account, async (rows) => {
    if (await findSamlProvider(rows, input.Name))
      throw alreadyExists(`SAMLProvider with name ${input.Name} already exists.`);
    if ((await listSamlProviders(rows)).length >= SAML_PROVIDERS_PER_ACCOUNT) {
      throw quotaExceeded("SAMLProvidersPerAccount", SAML_PROVIDERS_PER_ACCOUNT);
    }
    putSamlProvider(rows, provider);
  });
  return { SAMLProviderArn: providerArn(account, "saml-provider", input.Name), ...describeAnyTags(provider.tags) };
};
