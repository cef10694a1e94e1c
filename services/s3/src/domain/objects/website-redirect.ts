import { AwsError } from "@skylab/aws";

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/how-to-page-redirect.html @throws AwsError InvalidRedirectLocation */
export function checkWebsiteRedirect(location: string | undefined): void {
  if (location === undefined || /^(?:\/|https?:\/\/)/.test(location)) return;
  throw new AwsError(
    "InvalidRedirectLocation",
    "The website redirect location must have a prefix of 'http://' or 'https://' or '/'.",
  );
}
