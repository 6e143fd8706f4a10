// Pictures of the main pages for the guide, of every role, on a desk and on a telephone:
// `npm run photograph`, by hand, when pages have changed. LINXUAN_PICTURE=unit takes some of them.
import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import UPNG from "upng-js";

import { as } from "./stage/actor.mjs";
import { launch, mode } from "./stage/browser.mjs";
import { Site } from "./stage/site.mjs";
import { sendMaterials } from "./stage/unit.mjs";

const FOLDER = fileURLToPath(new URL("../docs/guide/pictures/", import.meta.url));
const LARGEST = 250_000;
const COLOURS = 64;
const FEWER = [32, 16];
/** Longer pages are cut off here: a picture in a guide is looked at, not read. */
const SCREENS = [
  { suffix: "", mode: mode(true, 1280), height: 2000 },
  { suffix: "-phone", mode: mode(true, 360), height: 1400 },
];

const follow = (selector) => (visitor) => visitor.press(selector);
const to = (path) => (visitor) => visitor.open(path);

/** Files are sent once; the second look finds them there. */
async function withMaterials(visitor) {
  const id = visitor.path.split("/")[2];
  await visitor.open(`/nominations/${id}`);
  const name = await visitor.$("h1").evaluate((heading) => heading.firstChild.textContent.trim());
  await visitor.open(`/nominations/${id}/materials`);
  if ((await visitor.$("li.thumb").count()) === 0) await sendMaterials(visitor, { name }, id);
  await visitor.page.waitForLoadState("networkidle");
}

/** Who looks, and at what: each page is reached from the one before. */
const VISITS = [
  [null, [
    ["portal", to("/")],
    ["notice", to("/campaigns/national-2022")],
    ["sign-in", to("/sign-in")],
    ["register", to("/register")],
  ]],
  ["unit-clerk.qinghai-2023", [
    ["unit-home", to("/home")],
    ["unit-hand-in", to("/hand-in")],
    ["unit-nomination", follow('main a[href^="/nominations/"]:not([href*="/materials"])')],
    ["unit-step", follow('a[href*="/steps/"]')],
    ["unit-materials", withMaterials],
    ["unit-activities", to("/activities")],
  ]],
  ["unit-clerk.hebei-2021", [["unit-receipt", async (visitor) => {
    await visitor.open("/home");
    await visitor.press('a[href^="/receipts/"]');
  }]]],
  ["nominee.national-2022", [
    ["nominee-nomination", to("/home")],
  ]],
  ["examiner.qinghai-2023", [
    ["examiner-queue", to("/examination")],
    ["examiner-together", async (visitor) => {
      const picks = await visitor.page.$$eval('tbody input[name="pick"]', (all) => all.slice(0, 6).map((one) => one.value));
      const query = new URLSearchParams([["what", "accept"], ...picks.map((pick) => ["pick", pick])]);
      await visitor.open(`/examination/selection?${query}`);
    }],
    ["examiner-examination", async (visitor) => {
      await visitor.open("/examination");
      await visitor.press("tbody th a");
    }],
  ]],
  ["office.qinghai-2023", [
    ["office-home", to("/home")],
    ["office-monitoring", to("/monitoring")],
    ["office-reminders", to("/reminders")],
    ["office-waivers", to("/waivers")],
    ["office-tokens", to("/tokens")],
    ["office-units", to("/units")],
    ["office-unit", follow('tbody a[href*="unit="]')],
  ]],
  ["supervisor.qinghai-2023", [
    ["supervisor-monitoring", to("/monitoring")],
    ["supervisor-record", to("/record")],
  ]],
];

/** As few colours as it takes to stay small. */
function compressed(png) {
  const image = UPNG.decode(png);
  const [pixels] = UPNG.toRGBA8(image);
  const encoded = (colours) => Buffer.from(UPNG.encode([pixels], image.width, image.height, colours));
  return FEWER.reduce((small, colours) => (small.length < LARGEST ? small : encoded(colours)), encoded(COLOURS));
}

async function photograph(visitor, name, screen) {
  await visitor.page.evaluate(() => document.fonts.ready);
  const whole = await visitor.page.evaluate(() => document.documentElement.scrollHeight);
  const { width } = screen.mode;
  const height = Math.min(whole, screen.height);
  // A window as high as the picture: what sticks to its edges stays where readers see it.
  await visitor.page.setViewportSize({ width, height });
  await visitor.page.evaluate(() => window.scrollTo(0, 0));
  const png = await visitor.page.screenshot({ animations: "disabled" });
  await visitor.page.setViewportSize(screen.mode.viewport);
  const path = join(FOLDER, `${name}${screen.suffix}.png`);
  writeFileSync(path, compressed(png));
  const { size } = statSync(path);
  console.log(`${name}${screen.suffix}.png  ${width} × ${height}  ${Math.round(size / 1000)} KB`);
  if (size > LARGEST) throw new Error(`${path} is larger than ${LARGEST} bytes`);
}

async function visit(stage, [login, pages], screen) {
  const chosen = process.env.LINXUAN_PICTURE ?? "";
  if (!pages.some(([name]) => name.startsWith(chosen))) return;
  await as(stage, screen.mode, async (visitor) => {
    if (login !== null) await visitor.signInAs(login);
    for (const [name, reach] of pages) {
      await reach(visitor);
      if (name.startsWith(chosen)) await photograph(visitor, name, screen);
    }
  }, { checks: false });
}

const stage = { site: await Site.start(), browser: await launch() };
try {
  mkdirSync(FOLDER, { recursive: true });
  for (const screen of SCREENS) for (const one of VISITS) await visit(stage, one, screen);
} finally {
  await stage.browser.close();
  await stage.site.stop();
}
