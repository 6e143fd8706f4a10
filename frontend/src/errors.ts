// The error summary takes the focus when the page opens, so that the first thing heard is what to
// correct; its links show the question, not only the field.

export function startErrorSummary(): void {
  const summary = document.querySelector<HTMLElement>(".errors[tabindex]");
  if (!summary) return;
  summary.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[href^='#']") : null;
    const field = link ? document.getElementById(decodeURIComponent(link.hash.slice(1))) : null;
    if (!field) return;
    event.preventDefault();
    (field.closest(".field, .rows__row, .check") ?? field).scrollIntoView({ block: "start" });
    field.focus({ preventScroll: true });
  });
  summary.focus();
}
