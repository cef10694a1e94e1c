import { hostIdOf } from "../host-id.ts";
import { printable } from "../printable.ts";

/** What went wrong, as a page tells it. */
export type PageError = {
  readonly code: string;
  readonly message: string;
  /** `Key`, `BucketName` … */
  readonly members: Readonly<Record<string, unknown>>;
};

/** The page that S3 shows where a website has none of its own. `title`: `404 Not Found`; `nested`: why its own could not be shown. */
export function errorPage(
  title: string,
  error: PageError,
  { requestId, nested }: { readonly requestId: string; readonly nested?: PageError | undefined },
): string {
  const lines = [
    "<html>",
    `<head><title>${title}</title></head>`,
    "<body>",
    `<h1>${title}</h1>`,
    ...list({ ...about(error), RequestId: requestId, HostId: hostIdOf(requestId) }),
  ];
  if (nested !== undefined) {
    lines.push(
      "<h3>An Error Occurred While Attempting to Retrieve a Custom Error Document</h3>",
      ...list(about(nested)),
    );
  }
  return [...lines, "<hr/>", "</body>", "</html>", ""].join("\n");
}

/** What S3 says of an error in headers, too. */
export const errorHeaders = ({ code, message, members }: PageError): Readonly<Record<string, string>> => ({
  "x-amz-error-code": code,
  "x-amz-error-message": printable(message),
  ...Object.fromEntries(
    texts(members).map(([name, text]) => [`x-amz-error-detail-${name.toLowerCase()}`, printable(text)]),
  ),
});

const about = ({ code, message, members }: PageError): Readonly<Record<string, string>> => ({
  Code: code,
  Message: message,
  ...Object.fromEntries(texts(members)),
});

const texts = (members: PageError["members"]): [string, string][] =>
  Object.entries(members).flatMap(([name, value]): [string, string][] =>
    typeof value === "string" || typeof value === "number" ? [[name, String(value)]] : [],
  );

const list = (items: Readonly<Record<string, string>>): readonly string[] => [
  "<ul>",
  ...Object.entries(items).map(([name, text]) => `<li>${name}: ${escapeHtml(text)}</li>`),
  "</ul>",
];

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const escapeHtml = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
