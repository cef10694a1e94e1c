export {
  DEFAULT_ACCOUNT,
  isAccountId,
  isPlace,
  isRegionName,
  isSamePlace,
  isSameRegion,
  type Place,
} from "./account.ts";
export { type Arn, formatArn, parseArn, partitionOf } from "./arn.ts";
export { BoundedMap, remember } from "./bounded-map.ts";
export { canonicalUserId } from "./canonical-user-id.ts";
export { type CancelTimer, type Clock, type MovableClock, movableClock, systemClock } from "./clock.ts";
export { decodeAccount, encodeAccount } from "./encoded-account.ts";
export { AwsError } from "./error.ts";
export { BASE32, base32Id, type Ids, randomFraction, randomIds, randomText } from "./ids.ts";
export { isRefusal } from "./is-refusal.ts";
export { isoSeconds } from "./iso-seconds.ts";
export { type Page, pageOf, pageOfAll, pageToken, readPageToken } from "./page.ts";
export { pause, pauseBy } from "./pause.ts";
export { selfSigned } from "./self-signed.ts";
export { takeTurns } from "./turns.ts";
