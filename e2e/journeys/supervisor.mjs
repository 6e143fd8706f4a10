// A supervisor sees how things stand and what was done, and can change nothing.
import assert from "node:assert/strict";

import { as } from "../stage/actor.mjs";
import { handedInOnce, QINGHAI } from "../stage/unit.mjs";

/** Forms that belong to every page: signing in and out, and the language. */
const FRAME = ["/demonstration", "/sign-out", "/language"];

async function changesNothing(supervisor) {
  const actions = await supervisor.$("form[method=post]").evaluateAll((forms) => forms.map((form) => form.getAttribute("action")));
  assert.deepEqual(actions.filter((action) => !FRAME.includes(action)), [], `${supervisor.path} has nothing to send`);
}

async function monitoring(supervisor, unit) {
  await supervisor.press('nav a[href="/monitoring"]');
  await changesNothing(supervisor);
  await supervisor.holds("main table", unit.name);
  await supervisor.lacks('main a[href^="/units"], main a[href^="/examination"]');
}

async function record(supervisor) {
  await supervisor.press('nav a[href="/record"]');
  await changesNothing(supervisor);
  assert.ok((await supervisor.$(".trail > li").count()) > 0, "something was recorded");
  await supervisor.press(".title .actions a");
  assert.equal(await supervisor.$(".note--ok").count(), 1, "the record holds");
  await changesNothing(supervisor);
}

/** What belongs to units, examiners and the office is not there. */
async function notThere(supervisor, id) {
  const paths = [`/nominations/${id}`, `/nominations/${id}/steps/basic`, "/hand-in", "/examination", `/examination/${id}`, "/units"];
  for (const path of paths) {
    await supervisor.open(path, 404);
    await supervisor.holds("main", "没有找到");
  }
}

async function cannotSend(supervisor, id) {
  const { url } = supervisor.stage.site;
  for (const path of [`/nominations/${id}/withdrawal`, "/hand-in", `/examination/${id}`, "/nominations"]) {
    const answer = await supervisor.page.request.post(url + path, { form: {}, headers: { Origin: url } });
    assert.equal(answer.status(), 404, path);
  }
}

export async function supervisor(stage, mode) {
  const { unit, id } = await handedInOnce(stage, QINGHAI);
  await as(stage, mode, async (watcher) => {
    await watcher.signInAs(`supervisor.${QINGHAI.slug}`);
    await monitoring(watcher, unit);
    await record(watcher);
    await notThere(watcher, id);
    await cannotSend(watcher, id);
  });
}
