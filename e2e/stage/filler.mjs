// Fills whatever step of a form is on the page, reading the controls like a person would.
import { SENTENCE } from "./invented.mjs";

const FORM = "form[data-autosave]";

/** One line for each name: what control it is, and what can be chosen. */
function controls(form) {
  const all = [...form.querySelectorAll("input:not([type=hidden]), select, textarea")].filter(({ name }) => name !== "");
  const described = (control) => ({
    name: control.name,
    tag: control.localName,
    type: control.type,
    value: control.value,
    options: control.localName === "select" ? [...control.options].map(({ value }) => value) : [],
    most: Number(control.dataset.countMax ?? 0),
    numeric: control.inputMode === "numeric",
    row: control.closest(".rows__row") ? control.closest(".rows").id : "",
    optional: control.closest(".field").querySelector(":scope > .label .soft") !== null,
  });
  return all.map(described);
}

const BY_NAME = [
  [/(^|\.)name$/, (person) => person.name],
  [/(^|[.-])email$/, (person) => person.email],
  [/(^|[.-])(mobile|phone|telephone)$/, (person) => person.mobile],
  [/\.document$/, () => "resident-card"],
  [/\.number$/, (person) => person.card],
  [/\.year$/, (person) => person.born[0]],
  [/\.month$/, (person) => person.born[1]],
  [/\.day$/, (person) => person.born[2]],
  [/\.\d+\.(from|date|since)$/, () => "2004-09"],
  [/\.\d+\.(to|until)$/, () => "2008-07"],
];

function text(control, person) {
  const known = BY_NAME.find(([pattern]) => pattern.test(control.name));
  if (known) return known[1](person);
  if (control.numeric) return "1";
  if (control.tag !== "textarea") return "示例内容";
  const wanted = Math.min(control.most || 200, 400);
  return SENTENCE.repeat(20).slice(0, wanted);
}

function option({ name, options }, person) {
  if (name.endsWith(".document")) return "resident-card";
  if (options.includes("female")) return person.female ? "female" : "male";
  // Ranks come highest first, and low ranks break no rule; nobody here is what a rule excludes.
  if (name === "rank") return options.at(-1);
  if (options.includes("no")) return "no";
  return options.find((value) => value !== "");
}

/** What is to be done to each control, in the order of the page. */
function plan(all, person) {
  const chosen = new Set();
  const steps = [];
  for (const control of all) {
    const { name, type, tag, value } = control;
    // Of a table only the first row is needed, and only where it must be filled.
    if (control.row !== "" && (control.optional || !name.startsWith(`${control.row}.0.`))) continue;
    if (tag === "select") steps.push({ ...control, act: "select", with: option(control, person) });
    else if (type === "radio" && value === "no") steps.push({ ...control, act: "check" });
    else if (type === "checkbox" && !chosen.has(name)) steps.push({ ...control, act: "check" });
    else if (type !== "radio" && type !== "checkbox") steps.push({ ...control, act: "fill", with: text(control, person) });
    chosen.add(name);
  }
  return steps;
}

/** Fills the step; `other` says what to type instead, by name (`null` leaves a control alone). */
export async function fillStep(actor, person, other = {}) {
  const form = actor.$(FORM);
  for (const step of plan(await form.evaluate(controls), person)) {
    const instead = other[step.name];
    if (instead === null) continue;
    const named = `[name="${step.name}"]`;
    if (step.act === "check") await form.locator(`${named}[value="${step.value}"]`).check();
    else if (step.act === "select") await form.locator(named).selectOption(instead ?? step.with);
    else await form.locator(named).fill(instead ?? step.with);
  }
}

export const GO_ON = `${FORM} .actions button:not([name])`;
export const DRAFT = `${FORM} .actions button[name=draft]`;

/** Every step from the one on the page to the check page. */
export async function fillForm(actor, person) {
  while (/\/steps\//.test(actor.path)) {
    await fillStep(actor, person);
    await actor.press(GO_ON);
  }
}
