// Nothing that was typed is lost: autosave, two clerks, no network, an expired session.
import assert from "node:assert/strict";

import { as } from "../stage/actor.mjs";
import { DRAFT, GO_ON } from "../stage/filler.mjs";
import { PASSWORD, person } from "../stage/invented.mjs";
import { begin, firstSignIn, newUnit, QINGHAI } from "../stage/unit.mjs";

const NAME = '[name="name"]';

/** Waits for what a script will show; on failure says where saving stands. */
async function comes(actor, selector) {
  await actor.page.waitForSelector(selector, { timeout: 60_000 }).catch(async () => {
    const now = await actor.$(".autosave").evaluate((status) => status.outerHTML);
    throw new Error(`${actor.mode.name}: no ${selector}; instead ${now}`);
  });
}

const state = (actor, wanted) => comes(actor, `.autosave[data-state="${wanted}"]`);

async function shows(actor, name) {
  assert.equal(await actor.$(NAME).inputValue(), name, `${actor.mode.name}, ${actor.path}`);
}

async function typed(clerk, name) {
  await clerk.$(NAME).fill(name);
}

async function autosaved(clerk) {
  const { name } = person();
  await typed(clerk, name);
  await state(clerk, "saved");
  await clerk.reload();
  await shows(clerk, name);
}

/** The connection is gone while typing, and comes back. */
async function withoutNetwork(clerk) {
  const { name } = person();
  const context = clerk.page.context();
  await context.setOffline(true);
  await typed(clerk, name);
  await state(clerk, "offline");
  await clerk.holds(".autosave", "网络不通");
  await context.setOffline(false);
  await state(clerk, "saved");
  await clerk.reload();
  await shows(clerk, name);
}

/** The session ends on the server, as after a long break; the browser still has its cookie. */
async function endSession(clerk) {
  const { url } = clerk.stage.site;
  const cookies = await clerk.page.context().cookies();
  const Cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const ended = await fetch(`${url}/sign-out`, { method: "POST", headers: { Cookie, Origin: url }, redirect: "manual" });
  assert.equal(ended.status, 303);
}

/** The session ends while typing: the link signs in beside the form, which then saves itself. */
async function expiredWhileTyping(clerk, login) {
  const { name } = person();
  await endSession(clerk);
  await typed(clerk, name);
  await state(clerk, "signin");
  const tab = await clerk.tabOpenedBy(() => clerk.$(".autosave a").click());
  await tab.signIn(login, PASSWORD);
  await tab.page.close();
  await shows(clerk, name);
  await state(clerk, "saved");
  await clerk.reload();
  await shows(clerk, name);
}

/** The session ends before the button is pressed: what was sent is held, and laid into the form. */
async function expiredWhenSaving(clerk, login) {
  const { name } = person();
  const step = clerk.path;
  await typed(clerk, name);
  await endSession(clerk);
  await clerk.press(DRAFT);
  assert.match(clerk.path, /^\/sign-in\?/);
  await clerk.holds(".note", "已代为保存");
  await clerk.signIn(login, PASSWORD);
  await shows(clerk, name);
  await clerk.holds(".note", "登录过期前填写");
  await clerk.press(DRAFT);
  await clerk.open(step);
  await shows(clerk, name);
}

/** The unit's leader saved the same step meanwhile: both are shown, the stored one stays. */
async function twoAtOnce(stage, mode, clerk, login) {
  const [mine, theirs] = [person().name, person().name];
  await as(stage, mode, async (other) => {
    await other.signInFromElsewhere(login);
    await other.open(clerk.path);
    await typed(other, theirs);
    await other.press(DRAFT);
    await typed(clerk, mine);
    if (mode.scripts) await comes(clerk, "#conflict:not([hidden])");
    else await clerk.press(GO_ON, 409);
    await clerk.holds("#conflict", theirs);
    await clerk.holds("#conflict", mine);
    await shows(clerk, mine);
    await other.reload();
    await shows(other, theirs);
  });
  await clerk.press("#conflict a[data-discard]");
  await shows(clerk, theirs);
}

export async function keeping(stage, mode) {
  const unit = await newUnit(stage, QINGHAI);
  await as(stage, mode, async (clerk) => {
    await firstSignIn(clerk, unit);
    await begin(clerk);
    if (mode.scripts) {
      await autosaved(clerk);
      await withoutNetwork(clerk);
      await expiredWhileTyping(clerk, unit.login);
    }
    await expiredWhenSaving(clerk, unit.login);
    await twoAtOnce(stage, mode, clerk, unit.login);
  });
}
