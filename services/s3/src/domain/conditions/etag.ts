/** The ETag as headers and documents carry it. */
export const quoted = (etag: string): string => `"${etag}"`;

/** An ETag as a client sends it, quoted or not. */
export const unquoted = (etag: string): string => etag.trim().replace(/^"(.*)"$/, "$1");

/** Whether a condition's list of ETags has this one; `*` has every one. */
export const listsEtag = (list: string, etag: string): boolean =>
  list.split(",").some((one) => one.trim() === "*" || unquoted(one) === etag);
