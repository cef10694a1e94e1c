import { jsonTable, type Table } from "@skylab/records";
import type { Bucket, Configurations } from "../domain/bucket.ts";
import { BUCKETS_SPACE } from "./spaces.ts";

const json = jsonTable<Bucket>(BUCKETS_SPACE);

/** By name. */
export const bucketRows: Table<Bucket> = {
  ...json,
  decode: (value) => {
    const bucket = json.decode(value);
    const { lifecycle } = bucket.configurations;
    if (lifecycle === undefined) return bucket;
    return { ...bucket, configurations: { ...bucket.configurations, lifecycle: withDates(lifecycle) } };
  },
};

type Lifecycle = NonNullable<Configurations["lifecycle"]>;

/** JSON knows no dates: those of lifecycle rules, the only ones of a bucket, are made of what it has for them. */
const withDates = (lifecycle: Lifecycle): Lifecycle => ({
  ...lifecycle,
  Rules: lifecycle.Rules?.map((rule) => ({
    ...rule,
    ...(rule.Expiration && { Expiration: withDate(rule.Expiration) }),
    ...(rule.Transitions && { Transitions: rule.Transitions.map(withDate) }),
  })),
});

const withDate = <Action extends { readonly Date?: Date | undefined }>(action: Action): Action =>
  action.Date === undefined ? action : { ...action, Date: new Date(action.Date) };
