import { type DenyRule, egressRules, readDenyRules, type Whereabouts } from "@skylab/egress";
import type { ServiceSetting, SettingValues } from "@skylab/service";
import type { Reach } from "./reach.ts";

/** What SNS is told by settings of its own. */
export const settings = {
  SKYLAB_SNS_ENDPOINT: {
    description:
      "The URL that subscribers reach Skylab by: links and certificates in messages begin with it. `http://localhost:<port>` where absent.",
    read: readEndpoint,
  } satisfies ServiceSetting<string | undefined>,
  SNS_CERT_URL_HOST: {
    description:
      "LocalStack's name for the host in `SigningCertURL`, `https://<host>`, for verifiers that take no other than AWS's.",
    read: readHost,
  } satisfies ServiceSetting<string | undefined>,
  SKYLAB_SNS_HTTP_DENY: {
    description:
      "Where HTTP subscribers must not be: addresses, networks or hosts by comma, each with a port or without; `default` stands for link-local and metadata addresses. Skylab's own ports and engines are never reached.",
    read: (text) => readDenyRules(text),
  } satisfies ServiceSetting<readonly DenyRule[]>,
  SKYLAB_SNS_SMTP_URL: {
    description:
      "The mail server that e-mail subscribers are reached by, `smtp://user:password@host:port` or `smtps:`. Where absent e-mails are only recorded: `GET /_aws/sns/email-messages`.",
    read: readSmtpUrl,
  } satisfies ServiceSetting<string | undefined>,
  SKYLAB_SNS_MAIL_FROM: {
    description: "The address that e-mails come from. `no-reply@sns.amazonaws.com` where absent.",
    read: readAddress,
  } satisfies ServiceSetting<string>,
};

/** How SNS and its subscribers reach each other, by its settings. */
export const reachOf = (own: SettingValues<typeof settings>, whereabouts: Whereabouts): Reach => ({
  endpoint: () => own.SKYLAB_SNS_ENDPOINT ?? `http://localhost:${whereabouts.port()}`,
  certificates: own.SNS_CERT_URL_HOST === undefined ? undefined : `https://${own.SNS_CERT_URL_HOST}`,
  egress: egressRules({ denied: own.SKYLAB_SNS_HTTP_DENY, setting: "SKYLAB_SNS_HTTP_DENY" }, whereabouts),
  smtpUrl: own.SKYLAB_SNS_SMTP_URL,
  mailFrom: own.SKYLAB_SNS_MAIL_FROM,
});

function readEndpoint(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.pathname !== "/") {
    throw new Error(`must be a URL without a path, as http://localhost:4566, not "${text}"`);
  }
  return url.origin;
}

function readHost(text: string | undefined): string | undefined {
  if (text !== undefined && !/^[a-z0-9.-]+(:\d+)?$/i.test(text)) throw new Error(`must be a host, not "${text}"`);
  return text;
}

function readSmtpUrl(text: string | undefined): string | undefined {
  const isMail = text === undefined || (URL.canParse(text) && /^smtps?:$/.test(new URL(text).protocol));
  // A password may stand in it, so it is not repeated.
  if (!isMail) throw new Error("must be a URL that begins with smtp: or smtps:");
  return text;
}

const NO_REPLY = "no-reply@sns.amazonaws.com";

function readAddress(text: string = NO_REPLY): string {
  if (!/^[^@\s<>]+@[^@\s<>]+$/.test(text)) throw new Error(`must be an e-mail address, not "${text}"`);
  return text;
}
