// What must hold on every page, whoever looks at it.

/** Identifiers, numbers and words of a search that tell pages of one kind apart. */
export function kindOf(url, status) {
  const { pathname, search } = new URL(url);
  const kind = pathname.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "{id}");
  const asked = [...new URLSearchParams(search).keys()].sort().join("&");
  return `${status} ${kind}?${asked}`;
}

/** Complaints of the browser, and requests that leave the site. */
export class Watch {
  problems = [];
  status = 0;

  constructor(page, origin) {
    page.on("console", (message) => this.console(message));
    page.on("pageerror", (error) => this.problems.push(`script error: ${error.message}`));
    page.on("request", (request) => this.request(request.url(), origin));
    page.on("response", (response) => this.response(response, page));
  }

  console(message) {
    // The browser writes down every answer with 4xx, wanted or not; answers are judged below.
    const answered = message.text().startsWith("Failed to load resource");
    if (message.type() === "error" && !answered) this.problems.push(`console: ${message.text()}`);
  }

  request(url, origin) {
    const inside = url.startsWith(`${origin}/`) || /^(data|blob|about|chrome-error):/.test(url);
    if (!inside) this.problems.push(`request to another host: ${url}`);
  }

  response(response, page) {
    const request = response.request();
    const [status, url] = [response.status(), response.url()];
    const ofPage = request.isNavigationRequest() && request.frame() === page.mainFrame();
    if (ofPage && (status < 300 || status >= 400)) this.status = status;
    if (status >= 500 || (status >= 400 && url.includes("/static/"))) this.problems.push(`${status} from ${url}`);
  }
}

/** Texts and attributes that people see or hear, without what they typed. */
function told() {
  const named = ["aria-label", "placeholder", "title", "alt"];
  const isData = (name) => /^data-(sending|saving|saved|offline|stopped|sign-in|rows-full|rows-removed|ended)$/.test(name);
  const attributes = [...document.querySelectorAll("body *")].flatMap((element) =>
    [...element.attributes].filter(({ name }) => named.includes(name) || isData(name)).map(({ value }) => value));
  const all = document.body.cloneNode(true);
  for (const left of all.querySelectorAll("script, style, textarea, pre, .hash, .letter__code")) left.remove();
  return {
    words: [document.title, all.textContent, ...attributes].join("\n"),
    language: document.documentElement.lang,
    wide: document.scrollingElement.scrollWidth,
    widest: widest(),
    headings: document.querySelectorAll("h1").length,
  };

  /** The element that sticks out farthest, to be named in the complaint. */
  function widest() {
    const reach = (element) => element.getBoundingClientRect().right;
    const all = [...document.querySelectorAll("main *, header *, aside *")];
    const scrolls = (element) => element !== null && (getComputedStyle(element).overflowX !== "visible" || scrolls(element.parentElement));
    const far = all.filter((element) => reach(element) > window.innerWidth + 1 && !scrolls(element));
    return far.slice(0, 3).map((element) => element.outerHTML.slice(0, 120)).join(" | ");
  }
}

/** Keys of catalogues are written like-this; Chinese sentences hold no such words. */
const KEY = /(?<![\w.@/:=-])[a-z]+(?:-[a-z]+)+(?![\w.@/:=-])/g;
const UNFILLED = /Unknown localization|\{\s*\$|\{\s*-?[a-z]+-[a-z-]+\s*\}/;

function rawKeys({ words, language }) {
  const unfilled = words.match(UNFILLED) ?? [];
  return language.startsWith("zh") ? [...unfilled, ...(words.match(KEY) ?? [])] : unfilled;
}

/** Everything that is wrong with a page as it stands. */
export async function complaints(page, mode) {
  const seen = await page.evaluate(told);
  const keys = [...new Set(rawKeys(seen))].map((key) => `raw message key: ${key}`);
  const wide = seen.wide > mode.width ? [`wider than ${mode.width} px: ${seen.wide} px, ${seen.widest}`] : [];
  const headings = seen.headings === 1 ? [] : [`${seen.headings} main headings`];
  return [...keys, ...wide, ...headings];
}
