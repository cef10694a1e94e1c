import { parseXml, XmlSyntaxError } from "@skylab/protocol";
import { malformedXml } from "../domain/errors.ts";

/** The tags of a form's field `tagging`, an XML document as PutObjectTagging takes it, as the header has them. @throws AwsError MalformedXML */
export function taggingOfForm(document: string | undefined): string | undefined {
  if (document === undefined) return undefined;
  const tags = rootOf(document)
    .children.filter(({ name }) => name === "TagSet")
    .flatMap(({ children }) => children.filter(({ name }) => name === "Tag"));
  // S3 takes a document of another name, too, and finds no tags in it.
  if (tags.length === 0) return undefined;
  return tags
    .map((tag) => `${encodeURIComponent(textOf(tag, "Key"))}=${encodeURIComponent(textOf(tag, "Value"))}`)
    .join("&");
}

type Element = ReturnType<typeof parseXml>;

const textOf = (tag: Element, name: string): string => tag.children.find((child) => child.name === name)?.text ?? "";

function rootOf(document: string): Element {
  try {
    return parseXml(document);
  } catch (error) {
    throw error instanceof XmlSyntaxError ? malformedXml() : error;
  }
}
