// What units do before anybody else can do something; used by every journey that needs a package.
import assert from "node:assert/strict";

import { as } from "./actor.mjs";
import { PLAIN } from "./browser.mjs";
import { folder } from "./files.mjs";
import { fillForm } from "./filler.mjs";
import { PASSWORD, person, SENTENCE, unitName } from "./invented.mjs";

export const NATIONAL = { slug: "national-2022", kind: "全国学会" };
export const QINGHAI = { slug: "qinghai-2023", kind: "市州" };

/** Logins and first passwords of the letters on the page, in the order of the table. */
export async function letters(office) {
  const codes = (await office.$(".letter__account .letter__code").allInnerTexts()).map((code) => code.trim());
  return codes.flatMap((login, place) => (place % 2 === 0 ? [{ login, password: codes[place + 1] }] : []));
}

const AT_ONCE = 12;
const ready = new Map();

/** Several units in one table: every journey takes one of its own from them. */
function someUnits(stage, { slug, kind }) {
  return as(stage, PLAIN, async (office) => {
    const names = Array.from({ length: AT_ONCE }, () => unitName(kind));
    await office.signInAs(`office.${slug}`);
    await office.open("/units");
    const lines = names.map((name) => `${name},${kind},${person().name}`);
    await office.$("#table").fill(["单位名称,单位类别,经办人", ...lines].join("\n"));
    await office.press("button[name=act][value=check]");
    await office.press("button[name=act][value=import]");
    return (await letters(office)).map((letter, place) => ({ name: names[place], slug, ...letter }));
  }, { checks: false });
}

/** A unit that nobody has worked for yet. */
export async function newUnit(stage, campaign) {
  const before = ready.get(campaign.slug) ?? Promise.resolve([]);
  const taken = before.then(async (left) => (left.length > 0 ? left : someUnits(stage, campaign)));
  ready.set(campaign.slug, taken.then((units) => units.slice(1)));
  return (await taken)[0];
}

/** The first sign-in with the letter's password, which must be replaced at once. */
export async function firstSignIn(clerk, unit) {
  await clerk.open("/sign-in");
  await clerk.signIn(unit.login, unit.password);
  assert.equal(clerk.path, "/password", "the first password must be changed");
  await clerk.$("#present").fill(unit.password);
  await clerk.$("#new").fill(PASSWORD);
  await clerk.press("form.signin button");
  assert.equal(clerk.path, "/sign-in");
  await clerk.signIn(unit.login, PASSWORD);
  assert.equal(clerk.path, "/home");
}

/** Begins a nomination; ends on its first step. */
export async function begin(clerk) {
  await clerk.open("/home");
  await clerk.press('form[action="/nominations"] button');
  assert.match(clerk.path, /^\/nominations\/[^/]+\/steps\//);
  return clerk.path.split("/")[2];
}

/** Writes every opinion, or every step of the unit, that the page asks for; what may be left out is folded up. */
async function recordEach(clerk, forms) {
  for (let place = 0; place < (await clerk.$(forms).count()); place += 1) {
    const form = clerk.$(forms).nth(place);
    if (!(await form.isVisible())) continue;
    await form.locator("textarea").fill(SENTENCE);
    await clerk.leave(() => form.locator("button").click());
  }
}

export async function recordOpinions(clerk, id) {
  if (clerk.path.split("?")[0] !== `/nominations/${id}`) await clerk.open(`/nominations/${id}`);
  await recordEach(clerk, '#opinions form[action$="/opinions"]');
}

export async function recordSteps(clerk) {
  await clerk.open("/hand-in");
  await recordEach(clerk, 'form[action="/procedures"]');
}

/** Sends what the notice asks for of a nominee, section by section; with scripts, choosing is enough. */
export async function sendMaterials(clerk, nominee, id) {
  await clerk.open(`/nominations/${id}/materials`);
  const files = await folder(clerk.stage.browser, nominee.name);
  for (const [material, chosen] of Object.entries(files)) {
    const form = clerk.$(`#m-${material} form.drop`);
    const input = form.locator("input[type=file]");
    if (!clerk.mode.scripts) await input.setInputFiles(chosen);
    await clerk.leave(() => (clerk.mode.scripts ? input.setInputFiles(chosen) : form.locator("button").click()));
    assert.equal(await clerk.$(`#m-${material} li.thumb`).count(), chosen.length, `${material} is there`);
  }
  await clerk.lacks(".thumb--bad");
}

export async function handIn(clerk) {
  await clerk.open("/hand-in");
  await clerk.$("#secrecy").check();
  await clerk.press("#send .btn--seal");
  assert.match(clerk.path, /^\/receipts\//);
}

/** A unit that has handed in one nomination, without looking at every page on the way. */
export async function handedIn(stage, campaign) {
  const unit = await newUnit(stage, campaign);
  const nominee = person();
  return as(stage, PLAIN, async (clerk) => {
    await firstSignIn(clerk, unit);
    const id = await begin(clerk);
    await fillForm(clerk, nominee);
    await sendMaterials(clerk, nominee, id);
    await recordOpinions(clerk, id);
    await recordSteps(clerk);
    await handIn(clerk);
    return { unit, nominee, id };
  }, { checks: false });
}

const shared = new Map();

/** The same package for all who only look at it. */
export function handedInOnce(stage, campaign) {
  if (!shared.has(campaign.slug)) shared.set(campaign.slug, handedIn(stage, campaign));
  return shared.get(campaign.slug);
}
