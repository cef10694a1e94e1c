import { DEFAULT_ACCOUNT, type Place } from "@skylab/aws";
import type { ServiceDefinition, Types } from "@skylab/service";

export type Control = NonNullable<ServiceDefinition<Types, unknown>["control"]>;

/** Where what an endpoint is asked of is; in our own region where nobody says another. */
export const placeOf = ({ accountId, region }: PlaceParameters, ownRegion: string): Place => ({
  account: accountId ?? DEFAULT_ACCOUNT,
  region: region ?? ownRegion,
});

type PlaceParameters = { readonly accountId?: string | undefined; readonly region?: string | undefined };
