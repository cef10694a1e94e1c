export { restJson1 } from "./rest-json.ts";
export { restXml } from "./rest-xml.ts";
