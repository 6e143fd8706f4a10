// Debian's Chromium; nothing is downloaded.
import { chromium } from "playwright-core";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export function launch() {
  const executablePath = process.env.LINXUAN_CHROMIUM ?? "/usr/bin/chromium";
  return chromium.launch({ executablePath, args: FLAGS });
}

const HEIGHT = { 1280: 900, 360: 740 };

/** How a visitor looks at the site. */
export function mode(scripts, width) {
  const name = `${scripts ? "scripts on" : "scripts off"}, ${width} px`;
  return { scripts, width, name, viewport: { width, height: HEIGHT[width] } };
}

export const MODES = [mode(true, 1280), mode(false, 1280), mode(true, 360), mode(false, 360)];
export const PLAIN = mode(false, 1280);
