import type { Caller } from "@skylab/service";

let owners = 0;

/** Root of an account that no other test has. */
export function newOwner(): Partial<Caller> & { readonly account: string } {
  owners += 1;
  const account = String(200_000_000_000 + owners);
  return { account, arn: `arn:aws:iam::${account}:root`, id: account };
}
