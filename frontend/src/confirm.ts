// details.confirm: the first step opens, the button inside is the second. At most one is open, so
// that a hand that wavered does not leave a loaded button behind.

export function startConfirm(): void {
  document.addEventListener("toggle", (event) => {
    const opened = event.target;
    if (!(opened instanceof HTMLDetailsElement) || !opened.matches("details.confirm[open]")) return;
    for (const other of document.querySelectorAll<HTMLDetailsElement>("details.confirm[open]")) {
      if (other !== opened) other.open = false;
    }
  }, true);
}
