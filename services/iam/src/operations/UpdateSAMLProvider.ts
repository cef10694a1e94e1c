import type { UpdateSAMLProviderResponse } from "@aws-sdk/client-iam";
import { readSamlMetadata } from "../domain/saml-metadata.ts";
import { addPrivateKey } from "../domain/saml-provider.ts";
import type { Operation } from "../operation.ts";
import { putSamlProvider, requireSamlProvider } from "../store/saml-providers.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateSAMLProvider.html */
export const UpdateSAMLProvider: Operation<"UpdateSAMLProvider"> = async (
  input,
  call,
  store,
): Promise<UpdateSAMLProviderResponse> => {
  const { account } = call.caller;
  const { SAMLMetadataDocument: metadata, SAMLProviderArn: arn } = input;
  if (metadata !== undefined) readSamlMetadata(metadata);
  await store.change(account, async (rows) => {
    const provider = await requireSamlProvider(rows, { account, arn });
    const left = provider.privateKeys.filter(({ id }) => id !== input.RemovePrivateKey);
    putSamlProvider(rows, {
      ...provider,
      metadata: metadata ?? provider.metadata,
      encryption: input.AssertionEncryptionMode ?? provider.encryption,
      privateKeys:
        input.AddPrivateKey === undefined ? left : addPrivateKey(left, { ids: call.ids, now: call.clock.now() }),
    });
  });
  return { SAMLProviderArn: arn };
};
