import { DEFAULT_ACCOUNT, type Place } from "@skylab/aws";

/** Where tests are. */
export const PLACE: Place = { account: DEFAULT_ACCOUNT, region: "us-east-1" };
