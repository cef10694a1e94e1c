import type { IncomingMessage } from "node:http";
import { isOwnHeader } from "@skylab/service";
import type { HeaderLines } from "../../domain/domain-names/find-routing-rule.ts";

/** The headers of a request, line by line, but for Skylab's own: rules could find out what these say. */
export const headerLines =
  (request: Pick<IncomingMessage, "headersDistinct">): HeaderLines =>
  (name) =>
    isOwnHeader(name) ? [] : (request.headersDistinct[name] ?? []);
