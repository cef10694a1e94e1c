import { compileTemplate } from "../compile-template.ts";
import type { Rendered, TemplateScope } from "../template.ts";

/** What of a request a test cares for. */
type Given = {
  readonly body?: string;
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, readonly string[]>>;
  readonly header?: Readonly<Record<string, readonly string[]>>;
  readonly context?: TemplateScope["context"];
  readonly stageVariables?: Readonly<Record<string, string>>;
};

/** Renders a template in a test. */
export function rendered(
  template: string,
  { body = "", path = {}, query = {}, header = {}, ...given }: Given = {},
): Rendered {
  return compileTemplate(template)({
    body,
    params: { path, querystring: new Map(Object.entries(query)), header: new Map(Object.entries(header)) },
    context: given.context ?? {},
    stageVariables: given.stageVariables ?? {},
  });
}

export const text = (template: string, given?: Given): string => rendered(template, given).text;
