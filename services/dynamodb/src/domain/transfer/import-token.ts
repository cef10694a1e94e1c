/** The model wants so many hexadecimal digits at least, in groups of sixteen. */
const TOKEN_DIGITS = 112;

/** Where a list of imports goes on. */
export const writeImportToken = (id: string): string => Buffer.from(id).toString("hex").padEnd(TOKEN_DIGITS, "0");

export const readImportToken = (token: string): string => Buffer.from(token, "hex").toString().replace(/\0+$/, "");
