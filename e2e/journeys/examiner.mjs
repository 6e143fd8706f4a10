// An examiner sends a nomination back, sees what was changed, and accepts it.
import assert from "node:assert/strict";

import { as } from "../stage/actor.mjs";
import { GO_ON } from "../stage/filler.mjs";
import { PASSWORD } from "../stage/invented.mjs";
import { handedIn, handIn, QINGHAI } from "../stage/unit.mjs";

const REASON = "意见表上缺少公章，请补盖后重新提交。";
const CORRECTED = "沄州示例研究院（更正）";

async function find(examiner, nominee) {
  await examiner.open("/examination");
  await examiner.press('.facets a.facet[href*="handed-in"], .facets a.facet[href="/examination"]');
  await examiner.$("#q").fill(nominee.name);
  await examiner.press('form[role="search"] button');
  const found = examiner.$("tbody th a", { hasText: nominee.name });
  assert.equal(await examiner.$("tbody tr").count(), await examiner.$("tbody tr", { hasText: nominee.name }).count());
  await examiner.leave(() => found.first().click());
  await examiner.holds("h1", nominee.name);
}

/** Gives every check that stands open its verdict. */
async function judge(examiner, verdict) {
  const open = examiner.$(`.check > fieldset input[type=radio][value=${verdict}]`);
  for (const radio of await open.all()) await radio.check();
}

async function sendBack(examiner, id) {
  await judge(examiner, "pass");
  const failed = examiner.$(".check > fieldset").last();
  await failed.locator("input[value=fail]").check();
  await examiner.$("details.confirm > summary").first().click();
  await examiner.press("button[name=word][value=return]", 422);
  await examiner.holds(".errors", "原因");
  await examiner.$(".check > fieldset").last().locator("textarea").fill(REASON);
  await examiner.press("button[name=word][value=return]");
  await examiner.holds(".note--ok", "退回");
  assert.ok(!examiner.path.startsWith(`/examination/${id}?`) || examiner.path.includes("done="), "on to the next one");
}

async function correct(clerk, unit, id) {
  await clerk.open("/sign-in");
  await clerk.signIn(unit.login, PASSWORD);
  await clerk.press(`.tasks a[href="/nominations/${id}"]`);
  await clerk.holds("main", REASON);
  await clerk.press('a[href$="/steps/work"], a[href*="/steps/"]:has-text("工作")');
  await clerk.$('[name="employer"]').fill(CORRECTED);
  await clerk.press(GO_ON);
  await handIn(clerk);
}

async function seesChange(examiner, id) {
  await examiner.open(`/examination/${id}`);
  const change = examiner.$("#changed ~ dl.diff").first();
  assert.equal(await change.locator("> div").count(), 1, "one answer was changed");
  await examiner.holds("dl.diff ins", "（更正）");
  await judge(examiner, "pass");
  await examiner.press("button[name=word][value=accept]");
  await examiner.holds(".note--ok", "：受理");
  await examiner.open(`/examination/${id}`);
  await examiner.lacks("button[name=word]");
}

export async function examiner(stage, mode) {
  const { unit, nominee, id } = await handedIn(stage, QINGHAI);
  await as(stage, mode, async (officer) => {
    await officer.signInAs(`examiner.${QINGHAI.slug}`);
    await find(officer, nominee);
    await sendBack(officer, id);
    await as(stage, mode, (clerk) => correct(clerk, unit, id));
    await seesChange(officer, id);
  });
}
