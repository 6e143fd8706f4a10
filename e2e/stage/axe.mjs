// axe-core on a page as it stands.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RUN = `axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) => violations
  .filter(({ impact }) => impact === "serious" || impact === "critical")
  .map(({ id, nodes }) => id + ": " + nodes.slice(0, 3).map(({ html, failureSummary }) =>
    html.slice(0, 200) + " (" + failureSummary.replace(/\\s+/g, " ").slice(0, 300) + ")").join(" | ")))`;

export class Inspector {
  seen = new Set();

  constructor(browser, mode) {
    this.browser = browser;
    this.mode = mode;
  }

  /** Serious and critical violations; a page of the same kind is looked at once. */
  async violations(page, kind) {
    if (this.seen.has(kind)) return [];
    this.seen.add(kind);
    return this.mode.scripts ? run(page) : this.copied(page);
  }

  /** axe needs timers, which a page without scripts has none of: so it reads a copy of the page. */
  async copied(page) {
    const [html, url] = [await page.content(), page.url()];
    const context = await this.browser.newContext({ viewport: this.mode.viewport });
    try {
      const copy = await context.newPage();
      await copy.route("**/*.js", (route) => route.abort());
      await copy.route(url, (route) => route.fulfill({ contentType: "text/html; charset=utf-8", body: html }));
      await copy.goto(url);
      return await run(copy);
    } finally {
      await context.close();
    }
  }
}

async function run(page) {
  await page.evaluate(source);
  return page.evaluate(RUN);
}
