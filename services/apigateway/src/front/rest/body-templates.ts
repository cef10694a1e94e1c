import type { Template } from "../templates/template.ts";

/** Templates by media types. */
export type BodyTemplates = {
  readonly size: number;
  /** By the very media type. */
  readonly of: (mediaType: string) => Template | undefined;
  /** The media types, in the order in which they were given. */
  readonly types: readonly string[];
};

export function bodyTemplates(
  texts: Readonly<Record<string, string | null>> | undefined,
  parse: (text: string) => Template,
): BodyTemplates {
  const byType = new Map<string, Template>();
  for (const [type, text] of Object.entries(texts ?? {})) byType.set(type.toLowerCase(), parsedOnce(text ?? "", parse));
  return { size: byType.size, types: [...byType.keys()], of: (mediaType) => byType.get(mediaType) };
}

/** Parsed by whoever first needs it, who also hears what is wrong with it. */
function parsedOnce(text: string, parse: (text: string) => Template): Template {
  let template: Template | undefined;
  return (scope) => (template ??= parse(text))(scope);
}
