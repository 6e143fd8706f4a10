// axe-core on a page as it stands.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RUN = `axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) => violations
  .filter(({ impact }) => impact === "serious" || impact === "critical")
  .map(({ id, nodes }) => id + ": " + nodes.slice(0, 3).map(({ html, failureSummary }) =>
    html.slice(0, 200) + " (" + failureSummary.replace(/\\s+/g, " ").slice(0, 300) + ")").join(" | ")))`;

async function run(page) {
  await page.evaluate(source);
  return page.evaluate(RUN);
}

/** Looks once at every kind of page that visitors of one mode come to. */
export class Inspector {
  seen = new Set();
  turn = Promise.resolve();
  copy = undefined;

  constructor(browser, mode) {
    this.browser = browser;
    this.mode = mode;
  }

  /** Serious and critical violations. */
  async violations(page, kind) {
    if (this.seen.has(kind)) return [];
    this.seen.add(kind);
    if (this.mode.scripts) return run(page);
    const [html, url, size] = [await page.content(), page.url(), page.viewportSize()];
    const found = this.turn.then(() => this.copied(html, url, size));
    this.turn = found.catch(() => undefined);
    return found;
  }

  /** axe needs timers, which a page without scripts has none of: so it reads a copy of the page. */
  async copied(html, url, size) {
    this.copy ??= await this.desk();
    await this.copy.setViewportSize(size);
    await this.copy.route(url, (route) => route.fulfill({ contentType: "text/html; charset=utf-8", body: html }), { times: 1 });
    await this.copy.goto(url);
    return run(this.copy);
  }

  async desk() {
    const page = await (await this.browser.newContext()).newPage();
    await page.route("**/*.js", (route) => route.abort());
    return page;
  }
}
