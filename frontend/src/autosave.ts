// Keeps what is typed: form[data-autosave="URL"] is posted while it is being filled in.
// Nothing is ever overwritten: on a conflict it stops and shows both sides.
import { each, fill, place, say } from "./dom";
import { type Answer, bodyOf, contentOf, send } from "./draft";

const PAUSE_MS = 3_000;
const LONGEST_MS = 10_000;
const SIGN_IN_MS = 15_000;
const BACKOFF_MS = [5_000, 10_000, 20_000, 40_000, 60_000];
/** A submission waits this long for a save that is under way, then goes anyway. */
const SUBMIT_WAIT_MS = 5_000;
/** After this a submission that did not leave the page has failed, and saving goes on. */
const LEAVING_MS = 30_000;

type State = "idle" | "saving" | "saved" | "offline" | "signin" | "invalid" | "stopped";

export function startAutosave(): void {
  each<HTMLFormElement>("form[data-autosave]", (form) => new Autosave(form).start());
}

class Autosave {
  private saved: string;
  private state: State = "idle";
  private timer = 0;
  private firstChange = 0;
  private failures = 0;
  private composing = false;
  private leaving = false;
  private holding = false;
  private sending: Promise<void> | undefined;
  /** Sent, and no answer came: it may be stored, so the same goes again before anything newer. */
  private unanswered: { body: URLSearchParams; content: string } | undefined;
  private readonly status: Element | null;

  constructor(private readonly form: HTMLFormElement) {
    // A page shown again after a refusal carries words that are not stored yet.
    this.saved = form.hasAttribute("data-unsaved") ? "" : contentOf(form);
    this.status = form.querySelector(".autosave") ?? document.querySelector(".autosave");
  }

  start(): void {
    document.addEventListener("input", (event) => this.changed(event));
    document.addEventListener("change", (event) => this.changed(event));
    document.addEventListener("compositionstart", () => (this.composing = true));
    document.addEventListener("compositionend", () => (this.composing = false));
    document.addEventListener("visibilitychange", () => this.seen());
    document.addEventListener("submit", (event) => this.submitting(event), true);
    document.addEventListener("submit", (event) => this.submitted(event));
    document.addEventListener("click", (event) => this.discarding(event));
    window.addEventListener("online", () => this.again());
    window.addEventListener("pageshow", () => (this.leaving = false));
    window.addEventListener("beforeunload", (event) => this.warn(event));
    if (this.unsaved()) this.plan();
  }

  private unsaved(): boolean {
    return contentOf(this.form) !== this.saved;
  }

  private changed(event: Event): void {
    const target = event.target;
    const ours = target instanceof Node && this.form.contains(target);
    const bound = target instanceof HTMLElement && "form" in target && target.form === this.form;
    if (ours || bound) this.plan();
  }

  /** Three seconds after the last change, ten after the first; retries keep their own time. */
  private plan(): void {
    if (this.state === "stopped" || this.state === "offline" || this.state === "signin") return;
    const now = Date.now();
    if (this.firstChange === 0) this.firstChange = now;
    this.wake(Math.min(PAUSE_MS, Math.max(0, this.firstChange + LONGEST_MS - now)));
  }

  private wake(after: number): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.save(false), after);
  }

  private save(hidden: boolean): void {
    if (this.leaving || this.sending || this.state === "stopped") return;
    // Half a word of pinyin is not worth keeping, unless the page may be about to go.
    if (this.composing && !hidden) return this.wake(1_000);
    clearTimeout(this.timer);
    this.firstChange = 0;
    const content = contentOf(this.form);
    if (content === this.saved && this.state !== "signin" && this.state !== "offline") return;
    this.sending = this.attempt(content, hidden).finally(() => {
      this.sending = undefined;
      if (this.state === "saved" && this.unsaved()) this.plan();
    });
  }

  private async attempt(content: string, hidden: boolean): Promise<void> {
    // Only a slow save is worth a word; most are over before one could read it.
    const slow = window.setTimeout(() => {
      if (this.failures === 0) this.show("saving", this.form.dataset["saving"] ?? "");
    }, 800);
    const sent = this.unanswered ?? { body: bodyOf(this.form), content };
    const answer = await send(this.form.dataset["autosave"] ?? "", sent.body, hidden);
    clearTimeout(slow);
    this.unanswered = answer.kind === "unreachable" ? sent : undefined;
    this.take(answer, sent.content);
  }

  private take(answer: Answer, content: string): void {
    switch (answer.kind) {
      case "saved":
        this.failures = 0;
        this.saved = content;
        this.setVersion(answer.version);
        this.show("saved", fill(this.form.dataset["saved"] ?? "{time}", { time: answer.savedAt }));
        if (answer.findings !== undefined) this.showIn("findings", answer.findings);
        return;
      case "conflict":
        return this.stop(answer.message, answer.html);
      case "invalid":
        // Something typed cannot be stored; the next change may cure it.
        return this.show("invalid", answer.message ?? this.form.dataset["stopped"] ?? "");
      case "refused":
        return this.stop(answer.message, undefined);
      case "signedOut":
        this.failures += 1;
        this.show("signin", answer.message ?? this.form.dataset["offline"] ?? "", this.signInLink(answer.signIn));
        return this.wake(SIGN_IN_MS);
      case "unreachable":
        this.show("offline", this.form.dataset["offline"] ?? "");
        this.wake(BACKOFF_MS[Math.min(this.failures, BACKOFF_MS.length - 1)] ?? 60_000);
        this.failures += 1;
    }
  }

  private setVersion(version: string): void {
    const field = this.form.elements.namedItem("version");
    if (field instanceof HTMLInputElement) field.value = version;
  }

  private stop(message: string | undefined, html: string | undefined): void {
    clearTimeout(this.timer);
    const panel = html === undefined ? undefined : this.showIn("conflict", html);
    const text = message ?? this.form.dataset["stopped"] ?? "";
    if (!panel) return this.show("stopped", text);
    const link = document.createElement("a");
    link.href = `#${panel.id}`;
    link.textContent = text;
    this.show("stopped", "", link);
  }

  private showIn(id: string, html: string): HTMLElement | undefined {
    const target = document.getElementById(id);
    if (!target) return undefined;
    target.hidden = false;
    place(target, html);
    return target;
  }

  private show(state: State, text: string, link?: HTMLAnchorElement): void {
    this.state = state;
    if (!this.status) return;
    this.status.setAttribute("data-state", state);
    // The same words again would only make a screen reader repeat itself.
    if (this.status.textContent === text + (link?.textContent ?? "")) return;
    say(this.status, text);
    if (link) this.status.append(link);
  }

  private signInLink(address: string | undefined): HTMLAnchorElement | undefined {
    if (address === undefined) return undefined;
    const url = new URL(address, location.href);
    if (url.origin !== location.origin) return undefined;
    const link = document.createElement("a");
    link.href = url.href;
    link.target = "_blank";
    link.rel = "noopener";
    link.textContent = this.form.dataset["signIn"] ?? url.pathname;
    return link;
  }

  /** The network or the reader is back (perhaps from signing in): try at once. */
  private again(): void {
    if (this.state === "offline" || this.state === "signin") this.save(false);
  }

  private seen(): void {
    if (document.visibilityState === "visible") return this.again();
    if (this.unsaved()) this.save(true);
  }

  /**
   * A save under way is about to raise the version; a form posted with the old one would be taken
   * for another clerk's. So the submission waits for the answer, and is then made again.
   */
  private submitting(event: Event): void {
    if (event.target !== this.form || !this.sending) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (this.holding) return;
    this.holding = true;
    this.show("saving", this.form.dataset["saving"] ?? "");
    const submitter = event instanceof SubmitEvent && event.submitter instanceof HTMLElement ? event.submitter : null;
    const patience = new Promise<void>((done) => setTimeout(done, SUBMIT_WAIT_MS));
    void Promise.race([this.sending, patience]).then(() => {
      this.sending = undefined;
      this.holding = false;
      // The conflict that has just been shown must be read first.
      if (this.state === "stopped") return;
      this.form.requestSubmit(submitter);
    });
  }

  private submitted(event: Event): void {
    if (event.target !== this.form || event.defaultPrevented) return;
    clearTimeout(this.timer);
    this.leaving = true;
    window.setTimeout(() => {
      this.leaving = false;
      if (this.unsaved()) this.plan();
    }, LEAVING_MS);
  }

  /** A link that says it gives up what was typed (in the conflict panel: take the other's). */
  private discarding(event: Event): void {
    const target = event.target;
    if (target instanceof Element && target.closest("a[data-discard]")) {
      clearTimeout(this.timer);
      this.leaving = true;
    }
  }

  private warn(event: BeforeUnloadEvent): void {
    if (this.leaving || !this.unsaved()) return;
    event.preventDefault();
    event.returnValue = "";
  }
}
