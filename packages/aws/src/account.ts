/** Where a resource lives: nothing is shared between two places without a policy. */
export type Place = {
  /** Twelve digits. */
  readonly account: string;
  /** For example `eu-central-1`. */
  readonly region: string;
};

/** The account of every caller that names none. LocalStack's default too. */
export const DEFAULT_ACCOUNT = "000000000000";

/** Whether the text is an AWS account id: twelve digits. https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html */
export const isAccountId = (text: string): boolean => /^\d{12}$/.test(text);

/** Whether the text has the form of a region name, for example `us-gov-west-1` or `local`. */
export const isRegionName = (text: string): boolean => /^[a-z][a-z0-9-]{0,31}$/.test(text);

/** Whether something may live there: clients write anything into ARNs and URLs. */
export const isPlace = ({ account, region }: Place): boolean => isAccountId(account) && isRegionName(region);

/** Whether both are in the same region: AWS's services know nothing of what is in another. */
export const isSameRegion = (one: Pick<Place, "region">, other: Pick<Place, "region">): boolean =>
  one.region === other.region;

/** Whether both are the same account's, in the same region. */
export const isSamePlace = (one: Place, other: Place): boolean =>
  one.account === other.account && isSameRegion(one, other);
