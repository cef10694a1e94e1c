/** A text as a header carries it: without line ends, and letters beyond ASCII as in URLs. */
export const printable = (text: string): string => text.replaceAll(/[^\x20-\x7e]/gu, encodeURIComponent);
