export { readPrelude, WITH_PRELUDE } from "./prelude.ts";
export { isHeader, OF_THE_CONNECTION } from "./headers.ts";
export { preludeHead, webAnswer } from "./web-answer.ts";
export { eventBody, logTime, webEvent } from "./web-event.ts";
