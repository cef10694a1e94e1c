import { base32Id, type Ids } from "@skylab/aws";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-prefixes */
export type IdPrefix = "AIDA" | "AGPA" | "AROA" | "AIPA" | "ANPA" | "ASCA" | "APKA" | "ACCA" | "AIDV";

const RANDOM_CHARACTERS = 17;

/** A unique id of IAM's: `AIDAJQABLZS4A3QDU576Q`. */
export const newId = (prefix: IdPrefix, ids: Ids): string => prefix + base32Id(ids, RANDOM_CHARACTERS);
