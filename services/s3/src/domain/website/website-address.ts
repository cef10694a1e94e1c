/** Which website a request is for. */
export type WebsiteAddress = {
  readonly bucket: string;
  /** The path within the website, as it came; begins with a slash, or is empty. */
  readonly path: string;
  /** What stands before the website's own paths. */
  readonly base: string;
};

/** Websites without a host of their own: `/_skylab/website/BUCKET/…`. */
export const WEBSITES_PATH = "/_skylab/website/";

/** Reads the host forms of websites, whatever domain follows, and their path. */
export function websiteAddress(host: string, path: string): WebsiteAddress | undefined {
  if (path.startsWith(WEBSITES_PATH)) {
    const slash = path.indexOf("/", WEBSITES_PATH.length);
    const end = slash === -1 ? path.length : slash;
    return { bucket: path.slice(WEBSITES_PATH.length, end), path: path.slice(end), base: path.slice(0, end) };
  }
  if (!host.includes(".s3-website")) return undefined;
  const bucket = WEBSITE_HOST.exec(host)?.[1];
  return bucket === undefined ? undefined : { bucket, path, base: "" };
}

/**
 * `bucket.s3-website-us-east-1.amazonaws.com`, `bucket.s3-website.eu-central-1.amazonaws.com`, `bucket.s3-website.localhost`.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html
 */
const WEBSITE_HOST = /^(.+)\.s3-website(?:-[a-z0-9-]+)?\./i;
