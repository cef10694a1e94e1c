import type { Transporter } from "nodemailer";
import type { Failure } from "../domain/delivery/delivery.ts";
import { failed, refused } from "./failures.ts";

/** An e-mail on its way. */
export type OutgoingMail = {
  readonly from: { readonly name: string; readonly address: string };
  readonly to: string;
  readonly subject: string;
  readonly text: string;
};

/** How long a mail server may say nothing. https://www.rfc-editor.org/rfc/rfc5321#section-4.5.3.2 is far more patient. */
const PATIENCE_MS = 30_000;

/** Hands e-mails to a mail server; tells why one was not taken. Loaded with the first of them: most have no such server. */
export function openSmtp(url: string): (mail: OutgoingMail) => Promise<Failure | undefined> {
  let opening: Promise<Transporter> | undefined;
  return async (mail) => {
    opening ??= openTransport(url);
    const transport = await opening;
    try {
      await transport.sendMail({ ...mail, from: { ...mail.from } });
      return undefined;
    } catch (error) {
      return failureOfMail(error);
    }
  };
}

async function openTransport(url: string): Promise<Transporter> {
  const { createTransport } = await import("nodemailer");
  const { hostname, port, protocol, username, password } = new URL(url);
  const auth =
    username === "" ? {} : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } };
  return createTransport({
    host: hostname.replace(/^\[(.*)\]$/, "$1"),
    secure: protocol === "smtps:",
    ...(port !== "" && { port: Number(port) }),
    ...auth,
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
  });
}

/** Permanent are answers of 500 and more. https://www.rfc-editor.org/rfc/rfc5321#section-4.2.1 */
const PERMANENT = 500;

function failureOfMail(error: unknown): Failure {
  const message = error instanceof Error ? error.message : String(error);
  const status =
    typeof error === "object" && error !== null && "responseCode" in error ? error.responseCode : undefined;
  if (typeof status !== "number") return failed("ConnectionFailed", message);
  return status >= PERMANENT ? refused(String(status), message) : failed(String(status), message);
}
