// One attempt to save a draft: what is sent, and what the answer means.

export type Answer =
  | { kind: "saved"; version: string; savedAt: string; findings: string | undefined }
  | { kind: "conflict"; message: string | undefined; html: string | undefined }
  | { kind: "signedOut"; message: string | undefined; signIn: string | undefined }
  | { kind: "invalid"; message: string | undefined }
  | { kind: "refused"; message: string | undefined }
  | { kind: "unreachable" };

/** Above this a request may not outlive its page (the browsers' limit is 64 KiB for all of them). */
const KEEPALIVE_BYTES = 60_000;
const PATIENCE_MS = 20_000;

/** The form as it would be posted, without files: those have their own upload. */
export function bodyOf(form: HTMLFormElement): URLSearchParams {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string") body.append(name, value);
  }
  return body;
}

/** What the user has typed, as one text to compare; the version is the server's, not the user's. */
export function contentOf(form: HTMLFormElement): string {
  const body = bodyOf(form);
  body.delete("version");
  return body.toString();
}

export async function send(url: string, body: URLSearchParams, leaving: boolean): Promise<Answer> {
  const text = body.toString();
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: {
        Accept: "application/json",
        "Content-Type": "application/x-www-form-urlencoded;charset=UTF-8",
      },
      body: text,
      credentials: "same-origin",
      redirect: "manual",
      keepalive: leaving && text.length < KEEPALIVE_BYTES,
      signal: patience.signal,
    });
    return answerOf(response.status, await jsonOf(response));
  } catch {
    return { kind: "unreachable" };
  } finally {
    clearTimeout(timer);
  }
}

function answerOf(status: number, json: Record<string, unknown>): Answer {
  const message = textOf(json["message"]);
  const version = textOf(json["version"]);
  if (status === 200 && version !== undefined) {
    return { kind: "saved", version, savedAt: textOf(json["saved_at"]) ?? "", findings: textOf(json["findings"]) };
  }
  if (status === 409) return { kind: "conflict", message, html: textOf(json["html"]) };
  if (status === 401) return { kind: "signedOut", message, signIn: textOf(json["sign_in"]) };
  if (status === 422) return { kind: "invalid", message };
  // Too many requests, a full queue, a proxy in trouble, a portal that redirects: all pass.
  const passing = status < 400 || status === 408 || status === 429 || status >= 500;
  return passing ? { kind: "unreachable" } : { kind: "refused", message };
}

async function jsonOf(response: Response): Promise<Record<string, unknown>> {
  try {
    const json: unknown = await response.json();
    return typeof json === "object" && json !== null ? (json as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function textOf(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  return typeof value === "number" ? String(value) : undefined;
}
