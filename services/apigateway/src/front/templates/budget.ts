import { TemplateFault } from "./template.ts";

/** What a template may do, counted in nodes that it renders: a hundred times what the largest templates do. */
const MAX_WORK = 1_000_000;

/** So many characters or items are worth one node. */
const PER_NODE = 32;

/** No payload is longer. https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html */
export const MAX_TEXT_CHARS = 10 * 1024 * 1024;

/** And no rendering may take longer, whatever it does: methods on large texts count for little. */
const WITHIN_MS = 5_000;

/** What a rendering has left to spend: templates that would go on for ever end in a fault. */
export class Budget {
  readonly #endsAt = performance.now() + WITHIN_MS;
  #left = MAX_WORK;

  /** @throws TemplateFault once all is spent */
  spend(size = 0): void {
    this.#left -= 1 + size / PER_NODE;
    if (this.#left < 0 || (size > 0 && performance.now() > this.#endsAt))
      throw new TemplateFault("The template does too much.");
  }

  /** A text that was made: it costs what it is long. */
  text(text: string): string {
    return this.appended("", text);
  }

  /** A text that grows: it costs what is new of it. */
  appended(text: string, more: string): string {
    if (text.length + more.length > MAX_TEXT_CHARS) throw new TemplateFault("The template makes too long a text.");
    this.spend(more.length);
    return text + more;
  }
}
