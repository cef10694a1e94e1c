import type { AttributeValue, Item } from "../item/attribute-value.ts";
import { validationError } from "../errors.ts";
import { invalidExpression, type ExpressionKind } from "./kind.ts";

/** `ExpressionAttributeNames` and `ExpressionAttributeValues`; the values are checked and normal already. */
export type PlaceholderInput = {
  readonly names?: Readonly<Record<string, string>> | undefined;
  readonly values?: Item | undefined;
};

const ALIAS = /^#[0-9a-zA-Z_]+$/;
const VALUE = /^:[0-9a-zA-Z_]+$/;
/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-expression-parameters */
const MAX_KEY_BYTES = 255;
/** Documented as 64 KB, but one less is the last that AWS takes. */
const MAX_NAME_BYTES = 65_535;

/**
 * The placeholders of one request. All its expressions are compiled with them, in AWS's order (update, condition,
 * key condition, filter, projection), and then `refuseUnused` speaks of the rest.
 */
export class Placeholders {
  readonly #names: Readonly<Record<string, string>>;
  readonly #values: Item;
  readonly #used = new Set<string>();

  /** @throws AwsError `ValidationException` where a key is not of the form `#name` or `:name`, or there are none */
  constructor({ names, values }: PlaceholderInput) {
    if (names !== undefined) {
      checkKeys("ExpressionAttributeNames", Object.keys(names), ALIAS);
      for (const [alias, name] of Object.entries(names)) checkName(alias, name);
    }
    if (values !== undefined) checkKeys("ExpressionAttributeValues", Object.keys(values), VALUE);
    this.#names = names ?? {};
    this.#values = values ?? {};
  }

  /** The name that `#alias` stands for. */
  name(kind: ExpressionKind, alias: string): string {
    const name = Object.hasOwn(this.#names, alias) ? this.#names[alias] : undefined;
    if (name === undefined) {
      const problem = "An expression attribute name used in the document path is not defined; attribute name:";
      throw invalidExpression(kind, `${problem} ${alias}`);
    }
    this.#used.add(alias);
    return name;
  }

  /** The value that `:name` stands for. */
  value(kind: ExpressionKind, name: string): AttributeValue {
    const value = Object.hasOwn(this.#values, name) ? this.#values[name] : undefined;
    if (value === undefined) {
      const problem = "An expression attribute value used in expression is not defined; attribute value:";
      throw invalidExpression(kind, `${problem} ${name}`);
    }
    this.#used.add(name);
    return value;
  }

  /** @throws AwsError `ValidationException` if some placeholder is in no expression */
  refuseUnused(): void {
    this.#refuseUnused("ExpressionAttributeNames", this.#names);
    this.#refuseUnused("ExpressionAttributeValues", this.#values);
  }

  #refuseUnused(parameter: string, placeholders: object): void {
    const unused = Object.keys(placeholders).filter((key) => !this.#used.has(key));
    if (unused.length === 0) return;
    throw validationError(`Value provided in ${parameter} unused in expressions: keys: {${unused.join(", ")}}`);
  }
}

function checkKeys(parameter: string, keys: readonly string[], form: RegExp): void {
  if (keys.length === 0) throw validationError(`${parameter} must not be empty`);
  for (const key of keys) {
    if (!form.test(key)) throw validationError(`${parameter} contains invalid key: Syntax error; key: "${key}"`);
    if (key.length > MAX_KEY_BYTES) {
      const problem = "The expression attribute map contains a key that is too long; size of key:";
      throw validationError(`${parameter} contains invalid key: ${problem} ${key.length}`);
    }
  }
}

function checkName(alias: string, name: string): void {
  if (name === "") {
    const problem = `Empty attribute name for key ${alias}`;
    throw validationError(`ExpressionAttributeNames contains invalid value: ${problem}`);
  }
  if (Buffer.byteLength(name) > MAX_NAME_BYTES) {
    throw validationError("Attribute name is too large, must be less than 65536 bytes");
  }
}
