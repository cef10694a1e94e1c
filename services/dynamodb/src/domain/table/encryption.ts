import { createHash } from "node:crypto";
import { formatArn, type Place } from "@skylab/aws";
import { invalidParameter } from "../errors.ts";
import type { RawEncryption } from "./table-input.ts";
import type { TableSettings } from "./table.ts";

type Encryption = TableSettings["sse"];

/** The alias of the key that AWS keeps for an account's tables. */
const MANAGED_ALIAS = "alias/aws/dynamodb";

/**
 * What a table is said to be encrypted with; `undefined`: with AWS's own key, of which nothing is told.
 * @throws AwsError `ValidationException` in AWS's words
 */
export function readEncryption(asked: RawEncryption | undefined, place: Place): Encryption {
  if (asked === undefined) return undefined;
  const { Enabled: isEnabled, KMSMasterKeyId: key, SSEType: type } = asked;
  if (isEnabled === false) {
    if (type !== undefined) throw invalidParameter("SSEType can not be specified if Enabled is false");
    if (key !== undefined) throw invalidParameter("KMSMasterKeyId can not be specified if Enabled is false");
    return undefined;
  }
  if (type === "AES256") throw invalidParameter("SSEType AES256 is not supported");
  if (key !== undefined && type === undefined) {
    throw invalidParameter("SSEType KMS is required if KMSMasterKeyId is specified");
  }
  // AWS takes `{}` for no encryption of one's own.
  if (isEnabled === undefined && type === undefined) return undefined;
  return { type: "KMS", keyArn: keyArn(key ?? MANAGED_ALIAS, place) };
}

/** There is no KMS here that knows aliases: but for AWS's own, an alias stands for itself. */
function keyArn(key: string, place: Place): string {
  if (key.startsWith("arn:")) return key;
  const resource = key === MANAGED_ALIAS ? `key/${managedKeyId(place)}` : key.startsWith("alias/") ? key : `key/${key}`;
  return formatArn({ service: "kms", ...place, resource });
}

/** The same one whenever it is asked for. */
function managedKeyId({ account, region }: Place): string {
  const hex = createHash("md5").update(`${account}/${region}/${MANAGED_ALIAS}`).digest("hex");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/**
 * What a table is encrypted with after an update.
 * @throws AwsError `ValidationException` in AWS's words
 */
export function changeEncryption(before: Encryption, asked: RawEncryption | undefined, place: Place): Encryption {
  if (asked === undefined) return before;
  const after = readEncryption(asked, place);
  if (after === undefined && before === undefined) throw invalidParameter("Table is already encrypted by default");
  // AWS takes an alias or nothing at all for a change, even to the same key.
  if (asked.KMSMasterKeyId !== undefined && asked.KMSMasterKeyId === before?.keyArn) {
    throw invalidParameter(
      "Table is already encrypted with given KMSMasterKeyId. Use KMSMasterKeyId parameter if you want to change Master Key",
    );
  }
  return after;
}
