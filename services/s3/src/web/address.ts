import { type RequestHead, s3Address } from "@skylab/protocol";
import { websiteAddress } from "../domain/website/website-address.ts";

/** What a request is about, as its address says: the bucket, by its host or path, and the path below it, raw. */
export type WebAddress = { readonly bucket: string; readonly path: string };

/** `undefined`: no bucket, but the service. */
export function webAddress(head: RequestHead): WebAddress | undefined {
  const website = websiteAddress(head.headers.host ?? "", head.path);
  if (website !== undefined) return website;
  const { bucket, path } = s3Address(head);
  return bucket === undefined ? undefined : { bucket: decodePath(bucket), path };
}

/** A part of a path; what cannot be decoded names nothing that is there, and stays as it is. */
export function decodePath(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
