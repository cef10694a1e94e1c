/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectAttributes.html */
const MAX_PARTS = 1000;

/** Some of an object's parts, in the order of their numbers. */
export type PageOfParts<Part> = {
  readonly parts: readonly Part[];
  /** Only what comes after this number. */
  readonly after: number;
  readonly most: number;
  /** The number of the last part on the page, where the next one goes on. */
  readonly last: number;
  readonly isTruncated: boolean;
};

export function pageOfParts<Part extends { readonly number: number }>(
  parts: readonly Part[],
  { most: asked, after }: { readonly most: number | undefined; readonly after: number },
): PageOfParts<Part> {
  const most = Math.min(asked ?? MAX_PARTS, MAX_PARTS);
  const left = parts.filter(({ number }) => number > after);
  const page = left.slice(0, most);
  return { parts: page, after, most, last: page.at(-1)?.number ?? after, isTruncated: left.length > page.length };
}
