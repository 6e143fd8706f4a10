// The office brings in units from a table, and grants one of them more time by two people.
import assert from "node:assert/strict";

import { as } from "../stage/actor.mjs";
import { person, unitName } from "../stage/invented.mjs";
import { letters, QINGHAI } from "../stage/unit.mjs";

const HEADING = "单位名称,单位类别,推荐名额,经办人";

function file(lines) {
  return { name: "units.csv", mimeType: "text/csv", buffer: Buffer.from([HEADING, ...lines].join("\r\n")) };
}

/** A wrong line stops the whole table, and is named. */
async function importUnits(office, names) {
  const line = (name) => `${name},${QINGHAI.kind},,${person().name}`;
  await office.press('nav a[href="/units"]');
  await office.$("#file").setInputFiles(file([line(names[0]), `${names[1]},没有的类别,,${person().name}`]));
  await office.press("button[name=act][value=check]", 422);
  await office.holds(".errors", "3");
  await office.holds(".errors", "没有的类别");
  await office.lacks("button[name=act][value=import]");
  assert.match(await office.$("#table").inputValue(), /没有的类别/, "the table can be corrected in its place");
  await office.$("#file").setInputFiles(file(names.map(line)));
  await office.press("button[name=act][value=check]");
  await office.holds(".note--ok", "2");
  await office.press("button[name=act][value=import]");
  assert.equal(await office.$("article.letter").count(), 2);
  for (const name of names) await office.holds("article.letter", name);
  const [first] = await letters(office);
  assert.ok(first.password.length >= 10, "the letter holds a first password");
}

async function choose(office, name) {
  await office.open("/units");
  await office.$("#q").fill(name);
  await office.press('form[role="search"] button');
  await office.press('tbody a[href*="unit="]');
  await office.holds("#unit", name);
}

async function propose(office, name, reason) {
  await choose(office, name);
  await office.$("#until").fill("2020-01-31T18:00");
  await office.$("#reason-e").fill(reason);
  await office.press("#extension button", 422);
  await office.holds("#extension .msg--bad", "晚于");
  assert.equal(await office.$("#reason-e").inputValue(), reason);
  await office.$("#until").fill("2099-01-31T18:00");
  await office.press("#extension button");
}

const proposal = (office, name) => office.$("section:has(#extensions) .tasks > li", { hasText: name });

async function cannotConfirmAlone(office, name) {
  await office.open("/units");
  assert.equal(await proposal(office, name).count(), 1);
  assert.equal(await proposal(office, name).locator("form").count(), 0, "whoever proposed it has no button");
}

async function confirm(second, name) {
  await second.open("/units");
  await proposal(second, name).locator("summary").click();
  await second.leave(() => proposal(second, name).locator("form button").click());
  assert.equal(await proposal(second, name).count(), 0);
}

async function monitor(office, name, reason) {
  await office.press('nav a[href="/monitoring"]');
  const granted = office.$("section:has(#extensions) tbody tr", { hasText: name });
  assert.equal(await granted.count(), 1);
  assert.match(await granted.innerText(), new RegExp(reason));
  assert.equal(await granted.locator(".tag--wait").count(), 0, "it waits for nobody any more");
  await office.press('.facets a.facet[href*="progress="], .facets a.facet');
}

/** After signing out nothing of the office is left in the browser. */
async function leaves(office) {
  await office.signOut();
  assert.equal(office.path, "/");
  await office.open("/units");
  assert.match(office.path, /^\/sign-in/);
}

export async function office(stage, mode) {
  const names = [unitName(QINGHAI.kind), unitName(QINGHAI.kind)];
  const reason = `网络中断，申请延期（${mode.name}）`.replace(/[()]/g, "");
  await as(stage, mode, async (first) => {
    await first.signInAs(`office.${QINGHAI.slug}`);
    await importUnits(first, names);
    await propose(first, names[0], reason);
    await cannotConfirmAlone(first, names[0]);
    await as(stage, mode, async (second) => {
      await second.signInFromElsewhere(`office-2.${QINGHAI.slug}`);
      await confirm(second, names[0]);
    });
    await monitor(first, names[0], reason);
    await leaves(first);
  });
}
