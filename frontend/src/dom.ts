// What several islands need from the document.

/** All elements of a class of element under `root`. */
export function all<E extends Element>(selector: string, root: ParentNode = document): E[] {
  return Array.from(root.querySelectorAll<E>(selector));
}

/** Runs `start` for each element; one that fails does not stop the next. */
export function each<E extends Element>(selector: string, start: (element: E) => void): void {
  for (const element of all<E>(selector)) {
    try {
      start(element);
    } catch (reason) {
      console.error(selector, reason);
    }
  }
}

/** Replaces `{name}` in a text of the page's own language. */
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    return value === undefined ? whole : String(value);
  });
}

/** A number as the pages write it: 1,684. */
export function figure(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** Sets the text only when it differs, so that a live region does not speak twice. */
export function say(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

const waiting = new WeakMap<Element, string>();

/**
 * Puts HTML that our own server rendered into `target`. While the reader's focus is inside, the old
 * content stays (a link must not vanish under the finger) and the new one comes when the focus leaves.
 */
export function place(target: Element, html: string): void {
  if (target.contains(document.activeElement) && target !== document.activeElement) {
    if (!waiting.has(target)) {
      target.addEventListener("focusout", () => setTimeout(() => placeWaiting(target)), { once: true });
    }
    waiting.set(target, html);
    return;
  }
  waiting.delete(target);
  const parsed = new DOMParser().parseFromString(html, "text/html");
  target.replaceChildren(...Array.from(parsed.body.childNodes));
}

function placeWaiting(target: Element): void {
  const html = waiting.get(target);
  waiting.delete(target);
  if (html !== undefined) place(target, html);
}
