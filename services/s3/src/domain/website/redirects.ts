import type * as sdk from "@aws-sdk/client-s3";

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/how-to-page-redirect.html

/** Where a visitor is sent, and by which status. */
export type Redirection = { readonly status: number; readonly location: string };

/** What is asked of a website. */
export type Visit = {
  /** Of the request. */
  readonly protocol: string;
  /** Of the request, with its port. */
  readonly host: string;
  /** What stands before the website's own paths on that host. */
  readonly base: string;
  /** Decoded; what follows the first slash. */
  readonly key: string;
};

const MOVED_PERMANENTLY = 301;
const FOUND = 302;

/** The first rule that sends a visitor elsewhere: before anything is read (no status), or since that has failed. */
export function routingRedirect(
  rules: readonly sdk.RoutingRule[],
  visit: Visit,
  errorStatus?: number,
): Redirection | undefined {
  const rule = rules.find(({ Condition: condition }) => {
    const { KeyPrefixEquals: prefix = "", HttpErrorCodeReturnedEquals: code } = condition ?? {};
    return visit.key.startsWith(prefix) && (code === undefined || code === String(errorStatus));
  });
  const { Redirect: redirect, Condition: condition } = rule ?? {};
  if (redirect === undefined) return undefined;
  const base = redirect.HostName === undefined ? visit.base : "";
  const origin = `${redirect.Protocol ?? visit.protocol}://${redirect.HostName ?? visit.host}`;
  const key = replacedKey(redirect, condition?.KeyPrefixEquals ?? "", visit.key);
  const status = redirect.HttpRedirectCode === undefined ? MOVED_PERMANENTLY : Number(redirect.HttpRedirectCode);
  return { status, location: `${origin}${base}/${encodeKey(key)}` };
}

function replacedKey(redirect: sdk.Redirect, prefix: string, key: string): string {
  if (redirect.ReplaceKeyWith !== undefined) return redirect.ReplaceKeyWith;
  return redirect.ReplaceKeyPrefixWith === undefined ? key : redirect.ReplaceKeyPrefixWith + key.slice(prefix.length);
}

/** All of a website has moved; paths and queries stay as they came. */
export const redirectAll = (
  { HostName: host, Protocol: protocol }: sdk.RedirectAllRequestsTo,
  visit: Visit,
  pathAndQuery: string,
): Redirection => ({
  status: MOVED_PERMANENTLY,
  location: `${protocol ?? visit.protocol}://${host}${pathAndQuery}`,
});

/** A folder is asked for without its slash, and has an index. */
export const folderRedirect = ({ base, key }: Visit): Redirection => ({
  status: FOUND,
  location: `${base}/${encodeKey(key)}/`,
});

/** The object says itself where it is now: a URL, or a path of its website. */
export const objectRedirect = (location: string, { base }: Visit): Redirection => ({
  status: MOVED_PERMANENTLY,
  location: location.startsWith("/") ? `${base}${location}` : location,
});

/** A key in a URL; its slashes stay. */
export const encodeKey = (key: string): string => key.split("/").map(encodeURIComponent).join("/");
