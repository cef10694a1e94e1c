/**
 * A key as listings tell it with encoding-type=url, as Java's URLEncoder does it, slashes kept: clients take a plus sign
 * for a space. https://docs.oracle.com/javase/8/docs/api/java/net/URLEncoder.html
 */
export const urlEncoded = (text: string): string =>
  encodeURIComponent(text)
    .replaceAll("%2F", "/")
    .replaceAll("%20", "+")
    .replaceAll(/[!'()~]/g, percent);

const percent = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;

/** How a listing writes keys, prefixes and markers: as they are, or encoded where the client asked for it. */
export const keyWriter = (encodingType: string | undefined): ((text: string) => string) =>
  encodingType === "url" ? urlEncoded : (text) => text;
