import { invalidParameter, validationError } from "../errors.ts";
import type { KeyAttribute, KeySchema, KeyType } from "./key-schema.ts";
import type { RawDefinition, RawKeyElement } from "./table-input.ts";

/** The attributes that a request defines, by name. */
export type Definitions = ReadonlyMap<string, KeyType>;

/** A key schema as a request has it. */
type Elements = readonly RawKeyElement[];

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html#GSI.MultiAttributeKeys */
const MAX_ATTRIBUTES = 4;

/** @throws AwsError `ValidationException` where one attribute is defined twice */
export function readDefinitions(definitions: readonly RawDefinition[]): Definitions {
  const types = new Map<string, KeyType>();
  for (const { AttributeName: name, AttributeType: type } of definitions) {
    if (types.has(name)) throw validationError(`Attribute Name is duplicated: ${name}`);
    types.set(name, type);
  }
  return types;
}

/**
 * The key of a table: one hash attribute, and at most one range attribute.
 * @throws AwsError `ValidationException` in AWS's words
 */
export function readTableKey(elements: Elements, definitions: Definitions): KeySchema {
  if (elements.length > definitions.size) {
    throw validationError("Invalid KeySchema: Some index key attribute have no definition");
  }
  return readSimpleKey(elements, definitions);
}

/** The key of a table or a local index. */
export function readSimpleKey(elements: Elements, definitions: Definitions): KeySchema {
  const attributes = readAttributes(elements, definitions);
  checkNames(elements);
  checkFirst(elements);
  if (elements.length > 1 && elements[1]?.KeyType !== "RANGE") {
    throw validationError("Invalid KeySchema: The second KeySchemaElement is not a RANGE key type");
  }
  if (elements.length > 2) throw tooMany("RANGE");
  return { hash: attributes.slice(0, 1), range: attributes.slice(1) };
}

/** The key of a global index: up to four hash attributes, then up to four range attributes. */
export function readGlobalKey(elements: Elements, definitions: Definitions): KeySchema {
  const attributes = readAttributes(elements, definitions);
  checkNames(elements);
  checkFirst(elements);
  const firstRange = elements.findIndex(({ KeyType }) => KeyType === "RANGE");
  const hashes = firstRange === -1 ? elements.length : firstRange;
  if (elements.slice(hashes).some(({ KeyType }) => KeyType === "HASH")) {
    throw invalidParameter("All HASH key attributes must precede RANGE key attributes in the KeySchema");
  }
  if (hashes > MAX_ATTRIBUTES) throw tooMany("HASH");
  if (elements.length - hashes > MAX_ATTRIBUTES) throw tooMany("RANGE");
  return { hash: attributes.slice(0, hashes), range: attributes.slice(hashes) };
}

const tooMany = (type: "HASH" | "RANGE") =>
  invalidParameter(`The KeySchema exceeds the maximum allowed number of ${type} key attributes`);

function readAttributes(elements: Elements, definitions: Definitions): readonly KeyAttribute[] {
  return elements.map(({ AttributeName: name }) => {
    const type = definitions.get(name);
    if (type === undefined) throw undefinedKeys(elements, definitions);
    return { name, type };
  });
}

const undefinedKeys = (elements: Elements, definitions: Definitions) =>
  invalidParameter(
    `Some index key attributes are not defined in AttributeDefinitions. Keys: [${namesOf(elements).join(", ")}], ` +
      `AttributeDefinitions: [${[...definitions.keys()].join(", ")}]`,
  );

const namesOf = (elements: Elements): readonly string[] => elements.map(({ AttributeName }) => AttributeName);

function checkNames(elements: Elements): void {
  if (new Set(namesOf(elements)).size === elements.length) return;
  throw validationError(
    elements.length === 2
      ? "Both the Hash Key and the Range Key element in the KeySchema have the same name"
      : "The KeySchema contains multiple key attributes with the same name",
  );
}

function checkFirst([first]: Elements): void {
  if (first?.KeyType === "HASH") return;
  throw validationError("Invalid KeySchema: The first KeySchemaElement is not a HASH key type");
}
