import { compileAttributesToGet, compileProjection, Placeholders, type Projection } from "../expression/index.ts";

/** Which attributes of an item a request wants, in either of the forms. */
export type RawProjection = {
  readonly ProjectionExpression?: string | undefined;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>> | undefined;
  readonly AttributesToGet?: readonly string[] | undefined;
};

/**
 * What GetItem, and each table of BatchGetItem, may ask for; `undefined`: the whole item.
 * @throws AwsError `ValidationException` in AWS's words
 */
export function readProjection(input: RawProjection): Projection | undefined {
  const { ProjectionExpression: text, ExpressionAttributeNames: names, AttributesToGet: attributes } = input;
  if (attributes !== undefined) return compileAttributesToGet(attributes);
  if (text === undefined) return undefined;
  const placeholders = new Placeholders({ names });
  const projection = compileProjection(text, placeholders);
  placeholders.refuseUnused();
  return projection;
}
