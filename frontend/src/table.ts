// .bulk above a table with check marks: choose all, and say how many are chosen.
import { each, figure, say } from "./dom";

export function startTables(): void {
  each<HTMLElement>(".bulk", (bulk) => {
    const scope = bulk.closest("form") ?? bulk.parentElement;
    const picks = (): HTMLInputElement[] =>
      Array.from(scope?.querySelectorAll<HTMLInputElement>("input.pick[type=checkbox]:not([data-all])") ?? []).filter((pick) => !pick.disabled);
    if (!scope || picks().length === 0) return;
    const every = bulk.querySelector<HTMLInputElement>("input[data-all]");
    const chosen = bulk.querySelector("[data-picked]");

    const settle = (): void => {
      const list = picks();
      const n = list.filter((pick) => pick.checked).length;
      for (const pick of list) pick.closest("tr")?.classList.toggle("on", pick.checked);
      if (chosen) say(chosen, figure(n));
      if (!every) return;
      every.checked = n === list.length;
      every.indeterminate = n > 0 && n < list.length;
    };

    // Without this script the mark would promise what nobody does.
    const label = every?.closest<HTMLElement>("[hidden]");
    if (label) label.hidden = false;
    scope.addEventListener("change", (event) => {
      if (every && event.target === every) for (const pick of picks()) pick.checked = every.checked;
      if (event.target instanceof HTMLInputElement) settle();
    });
    window.addEventListener("pageshow", settle);
    settle();
  });
}
