import { rootArn } from "@skylab/auth";
import { type Ids, randomFraction } from "@skylab/aws";
import type { Account } from "@skylab/identity";

/** As long as AWS's names of accounts may be. https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateAccount.html */
const MAX_NAME_CHARACTERS = 50;

/** AWS's ids have twelve digits, and those of new accounts no zero in front. */
const FIRST_ID = 100_000_000_000;
const IDS = 900_000_000_000;

/** Why a text cannot be an account's name, or `undefined` where it can. */
export function wrongAccountName(name: unknown): string | undefined {
  if (typeof name === "string" && name.trim() !== "" && name.length <= MAX_NAME_CHARACTERS) return undefined;
  return `Send {"name": "team-a"}: a name of 1 to ${MAX_NAME_CHARACTERS} characters.`;
}

/** A new account of the instance; its id is one that nobody has, for there are many more ids than accounts. */
export const newAccount = (name: string, createdAt: number, ids: Ids): Account => ({
  id: String(FIRST_ID + Math.floor(randomFraction(ids) * IDS)),
  name,
  createdAt,
});

/** An account as the admin endpoint tells it. */
export const describeAccount = ({ id, name, createdAt, closedAt }: Account) => ({
  id,
  name,
  arn: rootArn(id),
  status: closedAt === undefined ? "ACTIVE" : "CLOSED",
  createdAt: new Date(createdAt).toISOString(),
  ...(closedAt !== undefined && { closedAt: new Date(closedAt).toISOString() }),
});
