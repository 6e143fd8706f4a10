// Every journey in every mode, against one site: `node --test`, from this folder.
import { after, test } from "node:test";

import { everybody } from "./journeys/public.mjs";
import { examiner } from "./journeys/examiner.mjs";
import { keeping } from "./journeys/keeping.mjs";
import { nominee } from "./journeys/nominee.mjs";
import { office } from "./journeys/office.mjs";
import { supervisor } from "./journeys/supervisor.mjs";
import { unit } from "./journeys/unit.mjs";
import { launch, MODES } from "./stage/browser.mjs";
import { Site } from "./stage/site.mjs";

const JOURNEYS = { everybody, unit, keeping, nominee, examiner, office, supervisor };
/** LINXUAN_JOURNEY=unit plays one of them. */
const wanted = (name) => [undefined, "", name].includes(process.env.LINXUAN_JOURNEY);

const site = await Site.start();
const stage = { site, browser: await launch() };

after(async () => {
  await stage.browser.close();
  await site.stop();
});

test("journeys", { concurrency: 3 }, async (t) => {
  const chosen = Object.entries(JOURNEYS).filter(([name]) => wanted(name));
  const plays = chosen.flatMap(([name, play]) => MODES.map((mode) => ({ name: `${name}: ${mode.name}`, play, mode })));
  await Promise.all(plays.map(({ name, play, mode }) => t.test(name, { timeout: 180_000 }, () => play(stage, mode))));
});
