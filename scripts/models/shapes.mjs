import { NormalizedSchema } from "@smithy/core/schema";

/** The number by which the SDK's schemas name a simple type, and what botocore may say more exactly. */
const SIMPLE_TYPES = new Map([
  [0, { type: "string" }],
  [1, { type: "double" }],
  [2, { type: "boolean" }],
  [4, { type: "timestamp" }],
  [5, { type: "timestamp", timestampFormat: "date-time" }],
  [6, { type: "timestamp", timestampFormat: "http-date" }],
  [7, { type: "timestamp", timestampFormat: "epoch-seconds" }],
  [15, { type: "document" }],
  [17, { type: "bigInteger" }],
  [19, { type: "bigDecimal" }],
  [21, { type: "blob" }],
  [42, { type: "blob", streaming: true }],
]);
const NUMERIC_TYPES = new Set(["integer", "long", "float", "double"]);
/** What a service's code and clients never see of a shape. */
const UNUSED_TRAITS = new Set(["error", "httpError", "awsQueryError", "streaming"]);

/**
 * Collects the shapes of one service: structure, bindings and names from the SDK's schema, constraints from the
 * botocore shape that stands at the same place.
 */
export function createShapeCollector(botocoreShapes) {
  const shapes = {};
  const owners = new Map();
  const collect = (schema, botocoreName) => {
    const named = Object.hasOwn(botocoreShapes, botocoreName ?? "") ? botocoreName : undefined;
    const place = { schema, botocore: botocoreShapes[named ?? schema.getName()], botocoreName: named };
    const name = claimName(owners, place);
    if (!Object.hasOwn(shapes, name)) {
      shapes[name] = {}; // Recursive shapes find their own name taken.
      shapes[name] = describe(place, collect);
    }
    return name;
  };
  return { shapes, collect };
}

/** Structures bear the SDK's name, since errors are known by it; values bear botocore's, which carries the constraints. */
function claimName(owners, place) {
  const { schema } = place;
  const wanted = schema.isUnitSchema() ? "Unit" : isDeclared(schema) ? schema.getName() : placeName(place);
  const identity = isDeclared(schema) ? schema.getName(true) : JSON.stringify([schema.getSchema(), place.botocoreName]);
  for (let number = 1; ; number++) {
    const name = number === 1 ? wanted : `${wanted}${number}`;
    const owner = owners.get(name);
    if (owner === undefined) owners.set(name, identity);
    if (owner === undefined || owner === identity) return name;
  }
}

const isDeclared = (schema) => Array.isArray(schema.getSchema());

function placeName({ schema, botocoreName }) {
  if (botocoreName !== undefined) return botocoreName;
  if (typeof schema.schema !== "number") return schema.getName();
  if (schema.isListSchema()) return `ListOf${placeName({ schema: schema.getValueSchema() })}`;
  if (schema.isMapSchema()) return `MapOf${placeName({ schema: schema.getValueSchema() })}`;
  const { type, timestampFormat } = SIMPLE_TYPES.get(schema.getSchema());
  return `Any-${timestampFormat ?? type}`;
}

function describe(place, collect) {
  const { schema, botocore } = place;
  if (schema.isUnitSchema()) return { type: "structure", members: {} };
  const described = describeType(place, collect);
  const traits = keptTraits(schema.getOwnTraits());
  return { ...described, ...(botocore && constraints(botocore, described)), ...(traits && { traits }) };
}

function describeType({ schema, botocore }, collect) {
  if (schema.isStructSchema()) return describeStructure(schema, botocore, collect);
  const part = (name, partSchema) => describeMember(partSchema, botocore?.[name]?.shape, collect);
  if (schema.isListSchema()) return { type: "list", member: part("member", schema.getValueSchema()) };
  if (schema.isMapSchema()) {
    return { type: "map", key: part("key", schema.getKeySchema()), value: part("value", schema.getValueSchema()) };
  }
  const simple = SIMPLE_TYPES.get(schema.getSchema());
  const exact = simple.type === "double" && NUMERIC_TYPES.has(botocore?.type) ? botocore.type : simple.type;
  return { ...simple, type: exact };
}

function describeMember(schema, botocoreName, collect) {
  const shape = collect(withoutMember(schema), botocoreName);
  const traits = keptTraits(schema.getMemberTraits());
  return { shape, ...(traits && { traits }) };
}

/** The target of a member, as it stands without the member's own traits. */
const withoutMember = (schema) => NormalizedSchema.of(schema.schema);

function describeStructure(schema, botocore = { members: {} }, collect) {
  const [, , , ownTraits, names, , requiredCount = 0] = schema.getSchema();
  const known = Object.keys(botocore.members).filter((name) => names.includes(name));
  const members = {};
  for (const name of new Set([...known, ...names])) {
    members[name] = describeMember(schema.getMemberSchema(name), botocore.members[name]?.shape, collect);
  }
  const required = (botocore.required ?? names.slice(0, requiredCount)).filter((name) => names.includes(name));
  return {
    type: "structure",
    members,
    ...(required.length > 0 && { required }),
    ...(schema.isUnionSchema() && { union: true }),
    ...(ownTraits.error && { error: describeError(ownTraits) }),
    ...(ownTraits.streaming && { eventStream: true }),
  };
}

function describeError({ error, httpError, awsQueryError }) {
  const status = httpError ?? awsQueryError?.[1];
  return { fault: error, ...(status && { status }), ...(awsQueryError && { queryCode: awsQueryError[0] }) };
}

function constraints(botocore, { type, timestampFormat }) {
  if (type === "structure" || timestampFormat !== undefined) return {};
  const found = {};
  for (const name of ["min", "max", "pattern", "enum"]) {
    if (botocore[name] !== undefined) found[name] = botocore[name];
  }
  return found;
}

/** Traits that a codec may need; undefined where there are none. */
export function keptTraits(traits) {
  const kept = Object.entries(traits ?? {}).filter(([name]) => !UNUSED_TRAITS.has(name));
  return kept.length > 0 ? Object.fromEntries(kept) : undefined;
}
