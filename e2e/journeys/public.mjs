// Anybody: the portal, the notices, the language, and the way in.
import assert from "node:assert/strict";

import { as } from "../stage/actor.mjs";

const CAMPAIGNS = ["national-2021", "national-2022", "chongqing-2021", "hebei-2021", "qinghai-2023"];
const LEVELS = ["全国", "重庆市", "河北省", "青海省"];

const language = (visitor) => visitor.$("html").getAttribute("lang");
const switchLanguage = (visitor) => visitor.press('form[action="/language"] button');

async function portal(visitor) {
  await visitor.open("/");
  for (const level of LEVELS) await visitor.holds("main h2", level);
  for (const slug of CAMPAIGNS) assert.equal(await visitor.$(`main a[href="/campaigns/${slug}"]`).count(), 1, slug);
}

async function notices(visitor) {
  for (const slug of CAMPAIGNS) {
    await visitor.open("/");
    await visitor.press(`main a[href="/campaigns/${slug}"]`);
    assert.ok((await visitor.$(".notice-outline li[id]").count()) > 20, `${slug} is told clause by clause`);
    assert.ok((await visitor.$(".stages > li").count()) >= 4, `${slug} has its stages`);
  }
}

async function bothLanguages(visitor) {
  await visitor.open("/campaigns/national-2022");
  assert.equal(await language(visitor), "zh-CN", "Chinese, whatever the browser asks for");
  await switchLanguage(visitor);
  assert.equal(visitor.path, "/campaigns/national-2022", "the same page");
  assert.equal(await language(visitor), "en");
  await visitor.holds("h1", "2022");
  for (const path of ["/", "/sign-in", "/register", "/campaigns/hebei-2021"]) {
    await visitor.open(path);
    assert.equal(await language(visitor), "en");
  }
  await switchLanguage(visitor);
  assert.equal(await language(visitor), "zh-CN");
}

async function wayIn(visitor) {
  await visitor.open("/home");
  assert.match(visitor.path, /^\/sign-in\?back=/, "a private page leads to the sign-in");
  await visitor.$("#login").fill("nobody.at-all");
  await visitor.$("#password").fill("not the password");
  await visitor.press("form.signin button", 422);
  await visitor.holds(".errors", "不对");
  assert.equal(await visitor.$("#login").inputValue(), "nobody.at-all");
  await visitor.open("/register");
  await visitor.open("/nowhere", 404);
}

/** The keyboard's first stop is the way past the head of the page. */
async function byKeyboard(visitor) {
  await visitor.open("/");
  await visitor.page.keyboard.press("Tab");
  await visitor.$("a.skip:focus").waitFor();
  await visitor.page.keyboard.press("Enter");
  await visitor.page.waitForURL((url) => url.hash === "#main");
}

export async function everybody(stage, mode) {
  await as(stage, mode, async (visitor) => {
    await portal(visitor);
    await notices(visitor);
    await bothLanguages(visitor);
    await wayIn(visitor);
    await byKeyboard(visitor);
  });
}
