// form[data-once] is sent once. The button stays focusable and says what is going on; the page that
// comes back from the history can be sent again.
import { all } from "./dom";

/** A request that has not left the page by then was stopped; the reader may try again. */
const GIVE_UP_MS = 30_000;

interface Sent {
  submitter: HTMLElement | undefined;
  content: Node[];
  buttons: HTMLElement[];
  timer: number;
}

const sent = new Map<HTMLFormElement, Sent>();

export function startOnce(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.hasAttribute("data-once")) return;
    if (sent.has(form)) event.preventDefault();
    else if (!event.defaultPrevented) hold(form, event.submitter ?? undefined);
  });
  window.addEventListener("pageshow", () => {
    for (const form of Array.from(sent.keys())) release(form);
  });
}

function hold(form: HTMLFormElement, submitter: HTMLElement | undefined): void {
  const buttons = all<HTMLElement>("button, input[type=submit]").filter(
    (button) => (button as HTMLButtonElement | HTMLInputElement).form === form && isSubmit(button) && !button.hasAttribute("aria-disabled"),
  );
  // `disabled` would drop the button's own name and value from what is sent.
  for (const button of buttons) button.setAttribute("aria-disabled", "true");
  const text = submitter?.dataset["sending"] ?? form.dataset["sending"];
  const content = submitter ? Array.from(submitter.childNodes) : [];
  if (text !== undefined && submitter instanceof HTMLButtonElement) submitter.replaceChildren(text);
  sent.set(form, { submitter, content, buttons, timer: window.setTimeout(() => release(form), GIVE_UP_MS) });
}

function isSubmit(button: HTMLElement): boolean {
  return (button as HTMLButtonElement | HTMLInputElement).type === "submit";
}

function release(form: HTMLFormElement): void {
  const state = sent.get(form);
  if (!state) return;
  clearTimeout(state.timer);
  sent.delete(form);
  for (const button of state.buttons) button.removeAttribute("aria-disabled");
  if (state.submitter instanceof HTMLButtonElement && state.content.length > 0) {
    state.submitter.replaceChildren(...state.content);
  }
}
