// button[data-copy] takes the text of a field along. Without this script the field can be selected.
import { each, say } from "./dom";

export function startCopy(): void {
  each<HTMLButtonElement>("button[data-copy]", (button) => {
    const field = document.getElementById(button.dataset["copy"] ?? "");
    if (!(field instanceof HTMLTextAreaElement)) return;
    const around = button.closest<HTMLElement>("[hidden]");
    if (around) around.hidden = false;
    const told = button.parentElement?.querySelector<HTMLElement>("[data-copied]");
    button.addEventListener("click", () => {
      // Over plain HTTP there is no clipboard; the older way works there too.
      field.select();
      const older = (): boolean => document.execCommand("copy");
      const done = navigator.clipboard ? navigator.clipboard.writeText(field.value).then(() => true, older) : Promise.resolve(older());
      void done.then((copied) => {
        if (copied && told) say(told, told.dataset["copied"] ?? "");
      });
    });
  });
}
