import type { Reader, Transaction } from "@skylab/records";
import { noSuchEntity } from "../domain/errors.ts";
import { providerNameOf } from "../domain/provider-arn.ts";
import { SAML_PROVIDERS_PER_ACCOUNT } from "../domain/quotas.ts";
import type { SamlProvider } from "../domain/saml-provider.ts";
import type { ProviderRef } from "./oidc-providers.ts";
import { OWN_TABLES } from "./tables.ts";

/** @throws AwsError `NoSuchEntity`; `ValidationError` where the ARN is none */
export async function requireSamlProvider(rows: Reader, { account, arn }: ProviderRef): Promise<SamlProvider> {
  const name = providerNameOf(arn, "saml-provider", account);
  const provider = name === undefined ? undefined : await findSamlProvider(rows, name);
  // Nothing else of IAM's calls it so.
  if (provider === undefined) throw noSuchEntity(`Manifest not found for arn ${arn}`);
  return provider;
}

export const findSamlProvider = (rows: Reader, name: string): Promise<SamlProvider | undefined> =>
  rows.get(OWN_TABLES.samlProviders, name);

export const putSamlProvider = (rows: Transaction, provider: SamlProvider): void =>
  rows.put(OWN_TABLES.samlProviders, provider, provider.name);

export const removeSamlProvider = (rows: Transaction, { name }: SamlProvider): void =>
  rows.remove(OWN_TABLES.samlProviders, name);

/** All of the account: there cannot be many. */
export const listSamlProviders = async (rows: Reader): Promise<readonly SamlProvider[]> =>
  (await rows.list(OWN_TABLES.samlProviders, { limit: SAML_PROVIDERS_PER_ACCOUNT })).map(({ row }) => row);
