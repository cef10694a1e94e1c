import type { Ajv, ValidateFunction } from "ajv";
import draft4 from "ajv-draft-04";
import { boundedRegExp } from "../bounded-regexp.ts";
import { interruptibly } from "../interruptibly.ts";
import { FORMATS } from "./formats.ts";
import { wordsOf } from "./words.ts";

/** A document's faults against a schema, in AWS's words. */
export type CheckJson = (document: unknown, size: number) => readonly string[];

/** A model as REST APIs and WebSocket APIs have it. */
type NamedSchema = { readonly name: string; readonly schema?: string | undefined };

/** How a schema refers to a model, of whichever API: https://apigateway.amazonaws.com/restapis/a1b2c3/models/Pet */
const MODEL_URL = /^https?:\/\/apigateway\.amazonaws\.com\/restapis\/[^/]+\/models\/([^/#]+)(#.*)?$/;

const urlOf = (name: string): string => `https://apigateway.amazonaws.com/models/${encodeURIComponent(name)}`;

/**
 * Compiles the schemas of models, JSON Schema draft 4, which may refer to each other; each when it is asked for.
 * A schema that is none, or that refers to what is not there, takes no document.
 */
export function schemasOf(models: readonly NamedSchema[]): (name: string) => CheckJson {
  const ajv = new draft4.default({
    strict: false,
    ownProperties: true,
    allErrors: true,
    validateSchema: false,
    validateFormats: true,
    verbose: true,
    formats: FORMATS,
    logger: false,
    code: { regExp: Object.assign((pattern: string) => patternOf(pattern), { code: "boundedRegExp" }) },
  });
  for (const { name, schema = "{}" } of models) addSchema(ajv, name, schema);
  return (name) =>
    checkBy(
      ajv,
      models.find((model) => model.name === name),
    );
}

function addSchema(ajv: Ajv, name: string, text: string): void {
  try {
    const schema: unknown = JSON.parse(text, (key, value: unknown) => {
      const [, referred, fragment = ""] =
        key === "$ref" && typeof value === "string" ? (MODEL_URL.exec(value) ?? []) : [];
      return referred === undefined ? value : urlOf(referred) + fragment;
    });
    if (typeof schema !== "object" || schema === null) return;
    // Each has the name of its model and no other, nor another dialect.
    const { $schema: _, id: __, ...own } = schema as Record<string, unknown>; // as: what JSON objects are.
    ajv.addSchema(own, urlOf(name));
  } catch {
    // Whoever asks for this model hears that it is none.
  }
}

/** Ajv matches by an object like this, too. A pattern that takes too long does not match. */
function patternOf(pattern: string): { test: (text: string) => boolean } {
  const expression = boundedRegExp(pattern);
  return { test: (text) => expression.on(text, (compiled) => compiled.test(text)) };
}

/** A document that takes longer is none: schemas that refer to themselves may go through it again and again. */
const WITHIN_MS = 500;

/** Keywords by which a small document may mean much work. */
const MAY_TAKE_LONG = /"(?:\$ref|allOf|anyOf|oneOf|not|uniqueItems|dependencies)"/;

/** Documents up to this many characters take other schemas no time. */
const SMALL_CHARS = 64 * 1024;

const TOO_LONG = "the document takes too long to validate";

function checkBy(ajv: Ajv, model: NamedSchema | undefined): CheckJson {
  const validate = model && validatorOf(ajv, model.name);
  if (validate === undefined) return () => ["the model has no valid JSON schema"];
  const isHarmless = !MAY_TAKE_LONG.test(model?.schema ?? "");
  const run = (document: unknown): readonly string[] => (validate(document) ? [] : wordsOf(validate.errors ?? []));
  return (document, size) => {
    try {
      return isHarmless && size <= SMALL_CHARS ? run(document) : interruptibly(WITHIN_MS, () => run(document));
    } catch {
      // A schema that refers to itself and to nothing else, or that is interrupted.
      return [TOO_LONG];
    }
  };
}

function validatorOf(ajv: Ajv, name: string): ValidateFunction | undefined {
  try {
    return ajv.getSchema(urlOf(name));
  } catch {
    return undefined;
  }
}
