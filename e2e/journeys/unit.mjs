// A unit's clerk, from the letter to the receipt.
import assert from "node:assert/strict";

import { as } from "../stage/actor.mjs";
import { fillForm, fillStep, GO_ON } from "../stage/filler.mjs";
import { miscopied, person } from "../stage/invented.mjs";
import { begin, firstSignIn, newUnit, QINGHAI, recordOpinions, recordSteps, sendMaterials } from "../stage/unit.mjs";

/** What is still to be recorded, and may not be left out. */
const WANTED = "summary:not(:has(.soft)) .tag--do";

/** A wrong check character is said beside the field and on top, with a link between. */
async function wrongIdentity(clerk, nominee) {
  const field = "identity";
  await fillStep(clerk, nominee, { [`${field}.number`]: miscopied(nominee.card) });
  await clerk.press(GO_ON, 422);
  await clerk.holds(".errors", "校验码不对");
  await clerk.holds(`#${field} .msg--bad`, "最后一位");
  await clerk.$(`.errors a[href="#${field}"]`).click();
  assert.ok(await clerk.$(`#${field}`).isVisible());
  const kept = await clerk.$(`[name="${field}.number"]`).inputValue();
  assert.equal(kept, miscopied(nominee.card), "what was typed is still there");
  assert.equal(await clerk.$('[name="name"]').inputValue(), nominee.name);
}

async function fillTo(clerk, nominee, isThere) {
  while (!(await isThere())) {
    await fillStep(clerk, nominee);
    await clerk.press(GO_ON);
  }
}

/** Going on without a declaration is refused, and names it. */
async function withoutDeclaration(clerk, nominee) {
  const declarations = '[type=checkbox][value="yes"]';
  await fillTo(clerk, nominee, async () => (await clerk.$(declarations).count()) > 0);
  const name = await clerk.$(declarations).first().getAttribute("name");
  await fillStep(clerk, nominee, { [name]: null });
  await clerk.press(GO_ON, 422);
  await clerk.holds(`#${name} .msg--bad`, "勾选确认");
  assert.equal(await clerk.$(`.errors a[href="#${name}"]`).count(), 1);
}

async function checkPage(clerk, nominee, id) {
  assert.equal(clerk.path, `/nominations/${id}`);
  await clerk.holds("h1", nominee.name);
  await clerk.holds("dl", nominee.card);
  assert.ok((await clerk.$(`#opinions ${WANTED}`).count()) > 0, "opinions are asked for");
  await recordOpinions(clerk, id);
  await clerk.lacks(`#opinions ${WANTED}`);
}

async function handingIn(clerk, nominee) {
  await recordSteps(clerk);
  await clerk.lacks(`.fold:has(form[action="/procedures"]) ${WANTED}`);
  await clerk.press("#send .btn--seal", 422);
  assert.deepEqual(await clerk.$(".errors a").evaluateAll((links) => links.map((link) => link.hash)), ["#secrecy"]);
  await clerk.$("#secrecy").check();
  await clerk.press("#send .btn--seal");
  assert.match(clerk.path, /^\/receipts\//);
  await clerk.holds(".receipt", nominee.name);
  assert.match(await clerk.read(".receipt .hash"), /^([0-9a-f]{16} ?){4}$/);
}

/** What is missing or wrong is said before it is sent, and the line may be cut on the way. */
async function materials(clerk, nominee, id) {
  await clerk.open(`/nominations/${id}`);
  await clerk.press(`a[href="/nominations/${id}/materials"]`);
  await clerk.holds("#m-photo", "3");
  const small = { name: `${nominee.name}2.jpg`, mimeType: "image/jpeg", buffer: Buffer.from("ffd8ffe000104a464946", "hex") };
  const input = clerk.$("#m-photo input[type=file]");
  await input.setInputFiles(small);
  if (clerk.mode.scripts) await clerk.$("#m-photo [data-refused]").waitFor();
  else {
    await clerk.press("#m-photo form.drop button");
    await clerk.holds("#m-photo .thumb--bad", "2 MB");
    await clerk.$("#m-photo details.confirm summary").click();
    await clerk.press("#m-photo details.confirm button");
  }
  await cut(clerk, 2);
  await sendMaterials(clerk, nominee, id);
}

/** The next pieces that are sent do not arrive. */
async function cut(clerk, times) {
  let left = times;
  await clerk.page.route("**/uploads/*", (route) => {
    if (route.request().method() !== "PATCH" || left === 0) return route.continue();
    left -= 1;
    return route.abort("connectionreset");
  });
}

/** After handing in the form is closed: the step leads back to reading. */
async function closed(clerk, id, receipt) {
  await clerk.press('.receipt a[href="/home"]');
  assert.equal(await clerk.$(`a[href="${receipt}"]`).count(), 1, "the receipt is found again from home");
  await clerk.open(`/nominations/${id}/steps/basic`);
  assert.equal(clerk.path, `/nominations/${id}`);
  await clerk.lacks('a[href*="/steps/"]');
}

/** Every paper that is listed comes: to print as PDF, to work on as an archive of XML. */
async function papers(clerk, id) {
  await clerk.open(`/nominations/${id}`);
  const links = await clerk.$('a[href*="/papers/"]').evaluateAll((all) => all.map((link) => link.href));
  assert.ok(links.length >= 4, `form and opinion are listed, each in two ways: ${links}`);
  for (const link of links) {
    const answer = await clerk.page.request.get(link);
    assert.equal(answer.status(), 200, link);
    const [wanted, body] = [link.includes("format=") ? "PK" : "%PDF-", await answer.body()];
    assert.equal(body.subarray(0, wanted.length).toString(), wanted, link);
  }
}

export async function unit(stage, mode) {
  const own = await newUnit(stage, QINGHAI);
  const nominee = person();
  await as(stage, mode, async (clerk) => {
    await firstSignIn(clerk, own);
    await clerk.holds("h1", own.name);
    const id = await begin(clerk);
    await wrongIdentity(clerk, nominee);
    await withoutDeclaration(clerk, nominee);
    await fillForm(clerk, nominee);
    await checkPage(clerk, nominee, id);
    await materials(clerk, nominee, id);
    await papers(clerk, id);
    await handingIn(clerk, nominee);
    await closed(clerk, id, clerk.path);
  });
}
