import type { Operation } from "../operation.ts";
import { removeSamlProvider, requireSamlProvider } from "../store/saml-providers.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteSAMLProvider.html */
export const DeleteSAMLProvider: Operation<"DeleteSAMLProvider"> = async (
  input,
  call,
  store,
): Promise<Record<string, never>> => {
  const { account } = call.caller;
  await store.change(account, async (rows) => {
    removeSamlProvider(rows, await requireSamlProvider(rows, { account, arn: input.SAMLProviderArn }));
  });
  return {};
};
