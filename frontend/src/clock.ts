// .clock[data-until] counts the minutes down by the server's clock, not the visitor's. The exact
// instant stands beside it in words; the figures change silently.
import { each } from "./dom";

const MINUTE = 60_000;
const UNITS = { days: 24 * 60, hours: 60, minutes: 1 } as const;
type Unit = keyof typeof UNITS;
const ORDER: readonly Unit[] = ["days", "hours", "minutes"];

export function startClocks(): void {
  each<HTMLElement>(".clock[data-until]", start);
}

function start(clock: HTMLElement): void {
  const until = Date.parse(clock.dataset["until"] ?? "");
  const now = Date.parse(clock.dataset["now"] ?? "");
  const left = clock.matches(".clock__left") ? clock : clock.querySelector<HTMLElement>(".clock__left");
  if (Number.isNaN(until) || !left) return;
  const ahead = Number.isNaN(now) ? 0 : now - Date.now();
  const parts = partsOf(left);
  let timer = 0;
  const tick = (): void => {
    clearTimeout(timer);
    const rest = until - (Date.now() + ahead);
    if (rest <= 0) return close(clock, left);
    write(parts, Math.floor(rest / MINUTE));
    timer = window.setTimeout(tick, (rest % MINUTE) + 50);
  };
  // A computer that slept, or a page that comes back, must not show an old figure.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") tick();
  });
  window.addEventListener("pageshow", tick);
  tick();
}

interface Part {
  element: HTMLElement;
  label: HTMLElement | undefined;
  unit: Unit;
}

/** The `b` elements in order; `data-unit` says which, else the last ones of days, hours, minutes. */
function partsOf(left: HTMLElement): Part[] {
  const elements = Array.from(left.querySelectorAll<HTMLElement>("b"));
  return elements.flatMap((element, i): Part[] => {
    const named = ORDER.find((unit) => unit === element.dataset["unit"]);
    const unit = named ?? ORDER[ORDER.length - elements.length + i];
    const next = element.nextElementSibling;
    const label = next instanceof HTMLElement && next.tagName === "SMALL" ? next : undefined;
    return unit ? [{ element, label, unit }] : [];
  });
}

function write(parts: readonly Part[], minutes: number): void {
  let rest = minutes;
  let leading = true;
  parts.forEach(({ element, label, unit }, i) => {
    const n = Math.floor(rest / UNITS[unit]);
    rest -= n * UNITS[unit];
    element.textContent = String(n);
    if (n > 0 || i === parts.length - 1) leading = false;
    element.hidden = leading;
    if (label) label.hidden = leading;
  });
}

function close(clock: HTMLElement, left: HTMLElement): void {
  clock.classList.add("clock--closed");
  const text = clock.dataset["ended"];
  if (text !== undefined) left.textContent = text;
  else for (const element of left.querySelectorAll("b")) element.textContent = "0";
}
