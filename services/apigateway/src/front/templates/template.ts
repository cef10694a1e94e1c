import type { ContextVariables } from "../../domain/context-variables.ts";
import type { MultiValues } from "../api-request.ts";

/** What a mapping template may ask: `$input`, `$context`, `$stageVariables`; `$util` needs nothing. */
export type TemplateScope = {
  /** What `$input.body` and `$input.json(…)` are of. */
  readonly body: string;
  readonly params: {
    readonly path: Readonly<Record<string, string>>;
    readonly querystring: MultiValues;
    readonly header: MultiValues;
  };
  readonly context: ContextVariables;
  readonly stageVariables: Readonly<Record<string, string>>;
};

/** What a template made: its text, and what it set by `$context.requestOverride` and `$context.responseOverride`. */
export type Rendered = {
  readonly text: string;
  readonly overrides: {
    readonly request: {
      readonly header: Overridden;
      readonly path: Readonly<Record<string, string>>;
      readonly querystring: Overridden;
    };
    readonly response: { readonly header: Overridden; readonly status?: number };
  };
};

type Overridden = Readonly<Record<string, string | readonly string[]>>;

/** A template, parsed once. Throws a `TemplateFault` where it fails. */
export type Template = (scope: TemplateScope) => Rendered;

/** A template could not be parsed or rendered; what the API answers then is its business. */
export class TemplateFault extends Error {}
