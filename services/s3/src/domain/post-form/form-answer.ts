import { printable } from "../printable.ts";

/** What a form has made. */
export type Uploaded = {
  readonly bucket: string;
  readonly key: string;
  /** With its quotes. */
  readonly etag: string;
  /** The URL of the bucket, without a slash at its end. */
  readonly bucketUrl: string;
};

/** How a form wants to be answered: sent on, or with this status. */
export type Success = { readonly redirect: string | undefined; readonly status: string | undefined };

const CREATED = 201;
const NO_CONTENT = 204;
const SEE_OTHER = 303;

/** The answer to a form. */
export type FormAnswer = { readonly status: number; readonly location: string; readonly shows: boolean };

/** https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html */
export function formAnswer(uploaded: Uploaded, { redirect, status }: Success): FormAnswer {
  // S3 overlooks what is no URL, and statuses that it does not know.
  if (redirect !== undefined && /^https?:/i.test(redirect) && URL.canParse(redirect)) {
    return { status: SEE_OTHER, location: redirectUrl(redirect, uploaded), shows: false };
  }
  const location = `${uploaded.bucketUrl}/${encodeURIComponent(uploaded.key)}`;
  if (status === "200") return { status: 200, location, shows: false };
  return status === String(CREATED)
    ? { status: CREATED, location, shows: true }
    : { status: NO_CONTENT, location, shows: false };
}

function redirectUrl(target: string, { bucket, etag, key }: Uploaded): string {
  const [url = "", fragment] = target.split("#", 2);
  const added = new URLSearchParams({ bucket, key, etag }).toString();
  return printable(`${url}${url.includes("?") ? "&" : "?"}${added}${fragment === undefined ? "" : `#${fragment}`}`);
}

/** The key of an object, with the name of the file where it is asked for; without a name of its own, a file has none to give. */
export const keyOfForm = (key: string, filename: string | undefined): string =>
  filename === undefined ? key : key.replaceAll("${filename}", () => filename);
