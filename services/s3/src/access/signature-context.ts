import type { Context } from "@skylab/auth";
import type { Call } from "@skylab/service";
import { given } from "./given.ts";

/** How a request is signed. https://docs.aws.amazon.com/AmazonS3/latest/API/bucket-policy-s3-sigv4-conditions.html */
export function signatureContext({ clock, head }: Call): Context {
  const { authorization } = head.headers;
  if (authorization !== undefined) {
    return { "s3:authType": "REST-HEADER", ...versionContext(authorization.startsWith("AWS4-")), ...ageOf() };
  }
  const algorithm = given(head, "x-amz-algorithm");
  if (algorithm !== undefined) {
    return { "s3:authType": "REST-QUERY-STRING", "s3:signatureversion": algorithm, ...ageOf() };
  }
  if (given(head, "signature") !== undefined) return { "s3:authType": "REST-QUERY-STRING", ...versionContext(false) };
  const isForm = head.headers["content-type"]?.startsWith("multipart/form-data");
  return isForm && head.method === "POST" ? { "s3:authType": "POST" } : {};

  /** Milliseconds since it was signed, where it says when. */
  function ageOf(): Context {
    const signedAt = Date.parse(isoDate(given(head, "x-amz-date") ?? ""));
    return Number.isNaN(signedAt) ? {} : { "s3:signatureAge": String(Math.max(0, clock.now() - signedAt)) };
  }
}

const versionContext = (isV4: boolean): Context => ({ "s3:signatureversion": isV4 ? "AWS4-HMAC-SHA256" : "AWS" });

/** `20261126T071200Z` as other parsers know it. */
const isoDate = (text: string): string =>
  text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z");
