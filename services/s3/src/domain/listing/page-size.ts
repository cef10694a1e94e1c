import { invalidArgument } from "../errors.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
const MOST_LISTED = 1000;

const MAX_INT = 2_147_483_647;

/**
 * How many are listed: as many as are asked for, up to 1,000.
 * @throws AwsError InvalidArgument
 */
export function pageSize(asked: number | undefined, parameter: PageParameter): number {
  if (asked === undefined) return MOST_LISTED;
  if (asked >= 0 && asked <= MAX_INT) return Math.min(asked, MOST_LISTED);
  throw invalidArgument(
    `Argument ${NAMES[parameter]} must be an integer between 0 and ${MAX_INT}`,
    parameter,
    String(asked),
  );
}

type PageParameter = "max-keys" | "max-uploads" | "max-parts";

/** What the messages call them. */
const NAMES: Readonly<Record<PageParameter, string>> = {
  "max-keys": "maxKeys",
  "max-uploads": "max-uploads",
  "max-parts": "max-parts",
};
