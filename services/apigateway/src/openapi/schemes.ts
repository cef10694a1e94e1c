import { AUTHTYPE_EXTENSION, SIGV4_AUTHTYPE } from "./extensions.ts";
import { type JsonObject, nonEmptyTextAt } from "./json.ts";

/** Whether a scheme of security is that requests are signed. */
export const isSigned = (scheme: JsonObject): boolean =>
  nonEmptyTextAt(scheme, AUTHTYPE_EXTENSION)?.toLowerCase() === SIGV4_AUTHTYPE.toLowerCase();
