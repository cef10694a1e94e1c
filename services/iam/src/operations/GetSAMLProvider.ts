import type { GetSAMLProviderResponse } from "@aws-sdk/client-iam";
import { validUntil } from "../domain/saml-provider.ts";
import { describeTags } from "../domain/tags.ts";
import type { Operation } from "../operation.ts";
import { requireSamlProvider } from "../store/saml-providers.ts";
import { timeOf } from "../domain/time.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetSAMLProvider.html */
export const GetSAMLProvider: Operation<"GetSAMLProvider"> = async (
  input,
  call,
  store,
): Promise<GetSAMLProviderResponse> => {
  const { account } = call.caller;
  const provider = await requireSamlProvider(store.of(account), { account, arn: input.SAMLProviderArn });
  return {
    SAMLProviderUUID: provider.uuid,
    SAMLMetadataDocument: provider.metadata,
    CreateDate: timeOf(provider.createdAt),
    ValidUntil: validUntil(provider),
    Tags: describeTags(provider.tags),
    AssertionEncryptionMode: provider.encryption,
    PrivateKeyList: provider.privateKeys.map(({ id, addedAt }) => ({ KeyId: id, Timestamp: timeOf(addedAt) })),
  };
};
