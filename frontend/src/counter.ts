// [data-count-max] counts characters as the server does: one per code point, one per line break.
// The figure beside the field changes with every key; screen readers hear it only near the limit,
// and only after a pause.
import { each, figure, fill, say } from "./dom";

type Counted = HTMLInputElement | HTMLTextAreaElement;

const NEAR = 0.9;
const PAUSE_MS = 1_000;
const voices = new WeakMap<Element, { element: HTMLElement; timer: number }>();

export function count(text: string): number {
  const lines = text.replace(/\r\n/g, "\n").normalize("NFC");
  // A mark that picks the variant of the character before it has no width of its own.
  return Array.from(lines.replace(/([^\uFE00-\uFE0F\u{E0100}-\u{E01EF}])[\uFE00-\uFE0F\u{E0100}-\u{E01EF}]/gu, "$1")).length;
}

export function startCounters(): void {
  each<Counted>("[data-count-max]", (field) => show(field, false));
  document.addEventListener("input", (event) => {
    const field = event.target;
    if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) show(field, true);
  });
}

function show(field: Counted, typed: boolean): void {
  const max = Number(field.dataset["countMax"]);
  const target = document.getElementById(field.dataset["countFor"] ?? "");
  if (!target || !Number.isFinite(max) || max <= 0) return;
  const n = count(field.value);
  const over = n > max;
  const text = (over ? field.dataset["countOver"] : undefined) ?? field.dataset["countText"] ?? "{n} / {max}";
  const sentence = fill(text, { n: figure(n), max: figure(max), left: figure(Math.max(0, max - n)), over: figure(Math.max(0, n - max)) });
  say(target, sentence);
  target.classList.toggle("count--near", !over && n >= max * NEAR);
  target.classList.toggle("count--over", over);
  if (typed) announce(target, n >= max * NEAR ? sentence : "");
}

/** A hidden polite region after the visible figure, made when it is first needed. */
function announce(target: Element, sentence: string): void {
  let voice = voices.get(target);
  if (!voice) {
    if (sentence === "") return;
    const element = document.createElement("span");
    element.className = "hide";
    element.setAttribute("aria-live", "polite");
    target.after(element);
    voice = { element, timer: 0 };
    voices.set(target, voice);
  }
  const { element } = voice;
  clearTimeout(voice.timer);
  voice.timer = window.setTimeout(() => say(element, sentence), sentence === "" ? 0 : PAUSE_MS);
}
