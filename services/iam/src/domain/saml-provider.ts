import type { Tags } from "@skylab/identity";
import { base32Id, type Ids } from "@skylab/aws";
import { quotaExceeded } from "./errors.ts";
import { PRIVATE_KEYS_PER_SAML_PROVIDER } from "./quotas.ts";
import { timeOf } from "./time.ts";

/** Whose assertions AssumeRoleWithSAML takes. */
export type SamlProvider = {
  readonly name: string;
  readonly uuid: string;
  /** XML, as given; see `readSamlMetadata`. */
  readonly metadata: string;
  readonly createdAt: number;
  readonly encryption: "Required" | "Allowed";
  readonly privateKeys: readonly SamlPrivateKey[];
  readonly tags: Tags;
};

/** That there is a key. The key itself is not kept: nothing here decrypts assertions. */
export type SamlPrivateKey = { readonly id: string; readonly addedAt: number };

/** AWS's are of this length; its bounds are 22 and 64. */
const ID_CHARACTERS = 26;

/** An id of a SAML provider, or of one of its keys. */
export const newSamlId = (ids: Ids): string => base32Id(ids, ID_CHARACTERS);

/** A provider is valid for a hundred years, whatever its metadata says. */
export function validUntil({ createdAt }: SamlProvider): Date {
  const date = timeOf(createdAt);
  date.setUTCFullYear(date.getUTCFullYear() + VALID_YEARS);
  return date;
}

const VALID_YEARS = 100;

/** @throws AwsError `LimitExceeded` */
export function addPrivateKey(
  keys: readonly SamlPrivateKey[],
  { ids, now }: { readonly ids: Ids; readonly now: number },
): readonly SamlPrivateKey[] {
  if (keys.length >= PRIVATE_KEYS_PER_SAML_PROVIDER) {
    throw quotaExceeded("PrivateKeysPerSAMLProvider", PRIVATE_KEYS_PER_SAML_PROVIDER);
  }
  return [...keys, { id: newSamlId(ids), addedAt: now }];
}
