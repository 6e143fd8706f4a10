// .rows: adds and takes away rows of a table to fill in, keeping names without gaps
// (career.0.from, career.1.from, …). Without scripts the server shows three spare rows.
import { all, each, fill, say } from "./dom";

const NUMBERED = ["name", "id", "for", "list", "aria-labelledby", "aria-describedby", "data-count-for"] as const;
const CONTROLS = "input:not([type=hidden]), select, textarea";

export function startRows(): void {
  each<HTMLElement>(".rows[data-rows]", (root) => {
    const template = root.querySelector("template");
    const body = root.querySelector<HTMLElement>("[data-rows-body]") ?? root.querySelector("tbody");
    if (template && body) new Rows(root, template, body).start();
  });
}

class Rows {
  private readonly max: number;
  private readonly add: HTMLElement | null;
  private readonly undo: HTMLElement | null;
  private readonly status: HTMLElement | null;
  private readonly pattern: RegExp;
  private taken: { row: Element; before: Element | null } | undefined;

  constructor(
    private readonly root: HTMLElement,
    private readonly template: HTMLTemplateElement,
    private readonly body: HTMLElement,
  ) {
    this.max = Number(root.dataset["rowsMax"] ?? Infinity);
    this.add = root.querySelector("[data-rows-add]");
    this.undo = root.querySelector("[data-rows-undo]");
    this.status = root.querySelector(".rows__say");
    const field = (root.dataset["rows"] ?? "").replace(/[.*+?^${}()|[\]\\-]/g, "\\$&");
    this.pattern = new RegExp(`^(${field}[.-])(?:\\d+|N)(?=[.-]|$)`);
  }

  start(): void {
    this.dropSpare();
    this.root.addEventListener("click", (event) => {
      const target = event.target instanceof Element ? event.target : null;
      if (target?.closest("[data-rows-add]")) this.addRow();
      else if (target?.closest("[data-rows-undo]")) this.putBack();
      else this.removeRow(target?.closest("[data-rows-remove]")?.closest(".rows__row"));
    });
    this.settle();
  }

  private rows(): Element[] {
    return Array.from(this.body.children).filter((row) => row.matches(".rows__row"));
  }

  /** Spare rows are there for browsers without scripts; one is kept when there is no other row. */
  private dropSpare(): void {
    const spare = this.rows().filter((row) => row.hasAttribute("data-spare") && isEmpty(row));
    const kept = this.rows().length === spare.length ? 1 : 0;
    for (const row of spare.slice(kept)) row.remove();
  }

  private addRow(): void {
    if (this.rows().length >= this.max) return this.tell("rowsFull");
    const row = this.template.content.firstElementChild?.cloneNode(true);
    if (!(row instanceof Element)) return;
    this.body.append(row);
    this.taken = undefined;
    this.settle();
    this.clear();
    focusIn(row);
    this.changed();
  }

  private removeRow(row: Element | null | undefined): void {
    if (!row) return;
    const number = this.rows().indexOf(row) + 1;
    const next = row.nextElementSibling ?? row.previousElementSibling;
    // An empty row is not worth an offer to bring it back.
    this.taken = isEmpty(row) ? undefined : { row, before: row.nextElementSibling };
    row.remove();
    this.settle();
    this.tell("rowsRemoved", number);
    const place = this.taken && this.undo ? this.undo : (next?.querySelector<HTMLElement>("[data-rows-remove]") ?? this.add);
    place?.focus();
    this.changed();
  }

  private putBack(): void {
    if (!this.taken) return;
    const { row } = this.taken;
    const before = this.taken.before?.parentNode === this.body ? this.taken.before : null;
    const at = before ? this.rows().indexOf(before) : this.rows().length;
    // From the end, so that no two rows ever share a name: radio buttons would lose their mark.
    for (let i = this.rows().length - 1; i >= at; i -= 1) this.numberAt(i, i + 1);
    this.number(row, at);
    this.body.insertBefore(row, before);
    this.taken = undefined;
    this.settle();
    this.clear();
    focusIn(row);
    this.changed();
  }

  /** Numbers every row anew and shows the buttons that mean something now. */
  private settle(): void {
    const rows = this.rows();
    rows.forEach((row, i) => this.number(row, i));
    for (const button of all<HTMLElement>("[data-rows-remove]", this.body)) button.hidden = false;
    if (this.undo) this.undo.hidden = this.taken === undefined;
    if (!this.add) return;
    this.add.hidden = false;
    if (rows.length >= this.max) this.add.setAttribute("aria-disabled", "true");
    else this.add.removeAttribute("aria-disabled");
  }

  private numberAt(i: number, fresh: number): void {
    const row = this.rows()[i];
    if (row) this.number(row, fresh);
  }

  private number(row: Element, i: number): void {
    for (const element of [row, ...all("*", row)]) {
      for (const attribute of NUMBERED) {
        const value = element.getAttribute(attribute);
        if (value === null) continue;
        const fresh = value.split(" ").map((part) => part.replace(this.pattern, `$1${i}`)).join(" ");
        if (fresh !== value) element.setAttribute(attribute, fresh);
      }
      if (element.hasAttribute("data-rows-number")) say(element, String(i + 1));
    }
  }

  private tell(text: "rowsFull" | "rowsRemoved", n = this.max): void {
    if (this.status) say(this.status, fill(this.root.dataset[text] ?? "", { n }));
  }

  private clear(): void {
    if (this.status) say(this.status, "");
  }

  private changed(): void {
    this.body.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function isEmpty(row: Element): boolean {
  return all<HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement>(CONTROLS, row).every((control) => {
    if (control instanceof HTMLInputElement && /^(checkbox|radio)$/.test(control.type)) return !control.checked;
    // A list that still stands on its first line says nothing.
    if (control instanceof HTMLSelectElement && control.selectedIndex <= 0) return true;
    return control.value.trim() === "";
  });
}

function focusIn(row: Element): void {
  row.querySelector<HTMLElement>(CONTROLS)?.focus();
}
