// A nominee fills in the own form, with the code that the unit sends.
import assert from "node:assert/strict";

import { as } from "../stage/actor.mjs";
import { fillForm } from "../stage/filler.mjs";
import { PASSWORD, person } from "../stage/invented.mjs";
import { begin, firstSignIn, NATIONAL, newUnit } from "../stage/unit.mjs";

async function codeFromUnit(clerk, unit) {
  await firstSignIn(clerk, unit);
  const other = await begin(clerk);
  const own = await begin(clerk);
  await clerk.open(`/nominations/${own}`);
  await clerk.press('form[action$="/code"] button');
  const code = await clerk.read(".letter__code");
  assert.ok(code.length >= 8, `a code of some length: ${code}`);
  return { own, other, code };
}

async function register(nominee, login, code) {
  await nominee.open("/register");
  await nominee.$("#code").fill("AAAA-BBBB-CCCC");
  await nominee.$("#login").fill(login);
  await nominee.$("#password").fill(PASSWORD);
  await nominee.press("form.signin button", 422);
  assert.equal(await nominee.$("#login").inputValue(), login, "the login typed is still there");
  await nominee.$("#code").fill(code);
  await nominee.$("#password").fill(PASSWORD);
  await nominee.press("form.signin button");
}

/** Nobody else's pages are there for a nominee: the answer is that of a page that never was. */
async function seesNobodyElse(nominee, other) {
  await nominee.open("/nowhere", 404);
  const never = await nominee.read("main");
  for (const path of [`/nominations/${other}`, `/nominations/${other}/steps/basic`, "/hand-in", "/examination", "/units", "/record"]) {
    await nominee.open(path, 404);
    assert.equal(await nominee.read("main"), never, path);
  }
}

export async function nominee(stage, mode) {
  const unit = await newUnit(stage, NATIONAL);
  const self = person();
  await as(stage, mode, async (clerk) => {
    const { own, other, code } = await codeFromUnit(clerk, unit);
    await as(stage, mode, async (invited) => {
      await register(invited, `own-${unit.login.slice(0, 40)}`, code);
      assert.equal(invited.path, `/nominations/${own}`, "home is the own nomination");
      await invited.press('a[href$="/steps/basic"]');
      await fillForm(invited, self);
      await invited.holds("h1", self.name);
      await invited.lacks('form[action$="/code"], form[action$="/withdrawal"], form[action$="/opinions"]');
      await seesNobodyElse(invited, other);
    });
    await clerk.open("/home");
    await clerk.holds("main table", self.name);
  });
}
