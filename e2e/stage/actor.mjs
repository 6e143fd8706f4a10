// Somebody who visits the site in one mode; every page seen is checked.
import assert from "node:assert/strict";

import { Inspector } from "./axe.mjs";
import { complaints, kindOf, Watch } from "./watch.mjs";

const inspectors = new Map();

/** Without scripts a page is the same at every width but for its stylesheet: one look is enough. */
function inspector(browser, mode) {
  const name = mode.scripts ? mode.name : "scripts off";
  if (!inspectors.has(name)) inspectors.set(name, new Inspector(browser, mode));
  return inspectors.get(name);
}

export class Actor {
  constructor(stage, mode, page, checks) {
    this.stage = stage;
    this.mode = mode;
    this.page = page;
    this.checks = checks;
    this.watch = new Watch(page, stage.site.url);
    page.setDefaultTimeout(20_000);
  }

  static async enter(stage, mode, { checks = true } = {}) {
    const context = await stage.browser.newContext({
      viewport: mode.viewport,
      hasTouch: mode.width < 600,
      javaScriptEnabled: mode.scripts,
      locale: "en-GB",
    });
    return new Actor(stage, mode, await context.newPage(), checks);
  }

  /** A tab that a link opened. */
  async tabOpenedBy(act) {
    const opened = this.page.context().waitForEvent("page");
    await act();
    const tab = new Actor(this.stage, this.mode, await opened, this.checks);
    await tab.page.waitForLoadState();
    return tab;
  }

  get status() {
    return this.watch.status;
  }

  get path() {
    const { pathname, search } = new URL(this.page.url());
    return pathname + search;
  }

  $(selector, options) {
    return this.page.locator(selector, options);
  }

  async open(path, status = 200) {
    await this.page.goto(this.stage.site.url + path);
    await this.look(status);
  }

  async reload() {
    await this.page.reload();
    await this.look(200);
  }

  /** Does what leads to another page, and looks at it. */
  async leave(act, status = 200) {
    const from = this.path;
    const left = this.page.waitForEvent("domcontentloaded").catch(() => {
      throw new Error(`${this.mode.name}, ${from}: no other page came`);
    });
    await Promise.all([left, act()]);
    await this.look(status);
  }

  press(selector, status = 200) {
    return this.leave(() => this.$(selector).first().click(), status);
  }

  async look(status) {
    await this.page.waitForLoadState();
    const at = `${this.mode.name}, ${this.path}`;
    const text = async () => (await this.$("main").innerText().catch(() => "")).slice(0, 600);
    assert.equal(this.status, status, `${at} answered ${this.status}: ${this.status === status ? "" : await text()}`);
    if (!this.checks) return;
    const kind = kindOf(this.page.url(), status);
    const violations = await inspector(this.stage.browser, this.mode).violations(this.page, kind);
    const wrong = [...(await complaints(this.page, this.mode)), ...this.watch.problems, ...violations];
    assert.deepEqual(wrong, [], at);
  }

  async signInAs(login) {
    const slug = login.slice(login.indexOf(".") + 1);
    await this.open(`/campaigns/${slug}`);
    await this.$(".demo-bar summary").click();
    await this.press(`.demo-bar form:has(input[value="${login}"]) button`);
  }

  /** One click in the bar, for accounts that the bar does not name. */
  async signInFromElsewhere(login) {
    const answer = await this.page.request.post(`${this.stage.site.url}/demonstration`, {
      form: { login },
      headers: { Origin: this.stage.site.url },
    });
    assert.equal(answer.status(), 200, `${login} signs in`);
  }

  async signIn(login, password) {
    await this.$("#login").fill(login);
    await this.$("#password").fill(password);
    await this.press("form.signin button");
  }

  async signOut() {
    await this.press('form[action="/sign-out"] button');
  }

  async read(selector) {
    return (await this.$(selector).first().innerText()).trim();
  }

  async holds(selector, text) {
    const found = (await this.$(selector).allInnerTexts()).join("\n");
    assert.ok(found.includes(text), `${this.mode.name}, ${this.path}: “${text}” in ${selector}, which says: ${found.slice(0, 400)}`);
  }

  async lacks(selector) {
    assert.equal(await this.$(selector).count(), 0, `${this.mode.name}, ${this.path} has no ${selector}`);
  }

  async go() {
    assert.deepEqual(this.watch.problems, [], `${this.mode.name}, until the end`);
    await this.page.context().close();
  }
}

/** Enters, does, and leaves even if something failed. */
export async function as(stage, mode, does, options) {
  const actor = await Actor.enter(stage, mode, options);
  try {
    const done = await does(actor);
    await actor.go();
    return done;
  } finally {
    await actor.page.context().close();
  }
}
