import { AwsError } from "@skylab/aws";

/** A part of a query, by its characters. */
export type Span = { readonly from: number; readonly to: number };

/** A query that cannot be compiled, and where. */
export const malformedQuery = (message: string, { from, to }: Span): AwsError =>
  new AwsError("MalformedQueryException", message, {
    members: { queryCompileError: { location: { startCharOffset: from, endCharOffset: to }, message } },
  });

/** AWS counts lines and positions from one. */
export function unexpectedSymbol(query: string, span: Span): AwsError {
  const before = query.slice(0, span.from).split("\n");
  const position = (before.at(-1)?.length ?? 0) + 1;
  const symbol = query.slice(span.from, span.to) || "<EOF>";
  return malformedQuery(`unexpected symbol found ${symbol} at line ${before.length} and position ${position}`, span);
}

/** What AWS compiles, and Skylab does not. */
export const notImplementedCommand = (command: string): AwsError =>
  new AwsError("NotImplemented", `The command ${command} of Logs Insights is not implemented.`, { status: 501 });
