/** `application/json` of `application/json; charset=utf-8`, in lower case. */
export const mediaTypeOf = (contentType: string): string => (contentType.split(";", 1)[0] ?? "").trim().toLowerCase();

const JSON_TYPE = "application/json";

/** The media type of a body whose content type nobody says. */
export const mediaTypeOrJson = (contentType: string | undefined): string =>
  contentType === undefined || contentType === "" ? JSON_TYPE : mediaTypeOf(contentType);

/** Whether a content type is one of an API's `binaryMediaTypes`: `image/*` and the like stand for many. */
export function binaryTypes(types: readonly string[] | undefined): (contentType: string | undefined) => boolean {
  if (types === undefined || types.length === 0) return () => false;
  const all = new Set(types.map(mediaTypeOf));
  if (all.has("*/*")) return () => true;
  return (contentType) => {
    if (contentType === undefined) return false;
    const type = mediaTypeOf(contentType);
    return all.has(type) || all.has(`${type.split("/", 1)[0]}/*`);
  };
}
