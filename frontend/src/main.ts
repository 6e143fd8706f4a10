// The page works without this file. Each island makes one thing pleasant, and a failure of one
// must not stop the others: a nomination that cannot count its characters can still be saved.
import { startAutosave } from "./autosave";
import { startClocks } from "./clock";
import { startConfirm } from "./confirm";
import { startCopy } from "./copy";
import { startCounters } from "./counter";
import { startErrorSummary } from "./errors";
import { startOnce } from "./once";
import { startRows } from "./rows";
import { startSwitch } from "./switch";
import { startTables } from "./table";

// Autosave comes before once: it may have to hold a submission back, and once must not count it.
// Rows come before counters and autosave, which look at the fields that are left.
const islands: ReadonlyArray<readonly [string, () => void]> = [
  ["errors", startErrorSummary],
  ["rows", startRows],
  ["counter", startCounters],
  ["autosave", startAutosave],
  ["once", startOnce],
  ["confirm", startConfirm],
  ["switch", startSwitch],
  ["table", startTables],
  ["copy", startCopy],
  ["clock", startClocks],
];

function start(): void {
  for (const [name, island] of islands) {
    try {
      island();
    } catch (reason) {
      console.error(`island ${name}`, reason);
    }
  }
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start, { once: true });
else start();
