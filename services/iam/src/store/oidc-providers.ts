import type { Reader, Transaction } from "@skylab/records";
import { noSuchEntity } from "../domain/errors.ts";
import type { OidcProvider } from "../domain/oidc-provider.ts";
import { providerNameOf } from "../domain/provider-arn.ts";
import { OIDC_PROVIDERS_PER_ACCOUNT } from "../domain/quotas.ts";
import { OWN_TABLES } from "./tables.ts";

/** A provider's ARN, as the account that asks for it sees it. */
export type ProviderRef = { readonly account: string; readonly arn: string };

/** @throws AwsError `NoSuchEntity`; `ValidationError` where the ARN is none */
export async function requireOidcProvider(
  rows: Reader,
  { account, arn }: ProviderRef,
  missing = `OpenIDConnect Provider not found for arn ${arn}`,
): Promise<OidcProvider> {
  const url = providerNameOf(arn, "oidc-provider", account);
  const provider = url === undefined ? undefined : await findOidcProvider(rows, url);
  if (provider === undefined) throw noSuchEntity(missing);
  return provider;
}

/** By its URL without the scheme. */
export const findOidcProvider = (rows: Reader, url: string): Promise<OidcProvider | undefined> =>
  rows.get(OWN_TABLES.oidcProviders, url);

export const putOidcProvider = (rows: Transaction, provider: OidcProvider): void =>
  rows.put(OWN_TABLES.oidcProviders, provider, provider.url);

export const removeOidcProvider = (rows: Transaction, { url }: OidcProvider): void =>
  rows.remove(OWN_TABLES.oidcProviders, url);

/** All of the account: there cannot be many. */
export const listOidcProviders = async (rows: Reader): Promise<readonly OidcProvider[]> =>
  (await rows.list(OWN_TABLES.oidcProviders, { limit: OIDC_PROVIDERS_PER_ACCOUNT })).map(({ row }) => row);
