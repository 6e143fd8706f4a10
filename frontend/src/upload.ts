// Files on the page of materials: form[data-upload]. Each is checked before it is sent, sent in pieces,
// carried on after a cut or a reload, and can be paused. Without this the form sends them whole.
import { Upload } from "tus-js-client";
import { each, fill, say } from "./dom";
import { kindOf } from "./kind";

/** So much goes in one request: a proxy that holds requests back holds no more than this. */
const PIECE = 16 * 1024 * 1024;
const AGAIN_MS = [1_000, 3_000, 5_000, 10_000, 20_000, 30_000, 60_000];
/** Files on their way at once; more would only share the same line. */
const AT_ONCE = 2;

/** Bytes as the pages write them: never rounded up. */
function size(bytes: number): string {
  const cut = (n: number, digits: number): string => String(Math.floor(n * 10 ** digits) / 10 ** digits);
  if (bytes < 1e3) return `${bytes} B`;
  if (bytes < 1e6) return `${Math.floor(bytes / 1e3)} KB`;
  if (bytes < 1e9) return `${cut(bytes / 1e6, bytes < 1e7 ? 2 : 1)} MB`;
  return `${cut(bytes / 1e9, 2)} GB`;
}

class Sender {
  private readonly list = document.createElement("ul");
  private readonly told = document.createElement("p");
  private readonly waiting: Sent[] = [];
  /** Chosen, but not looked at yet. */
  private coming = 0;
  private running = 0;
  private sent = 0;

  constructor(readonly form: HTMLFormElement, private readonly chooser: HTMLInputElement) {}

  start(): void {
    this.list.className = "thumbs";
    this.told.setAttribute("role", "status");
    this.told.className = "meta";
    this.form.append(this.list, this.told);
    // Chosen is enough; the button stays for those who look for one.
    this.chooser.addEventListener("change", () => this.take());
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (this.chooser.files?.length) this.take();
      else this.chooser.click();
    });
    this.form.addEventListener("dragover", (event) => {
      event.preventDefault();
      this.form.classList.add("drop--over");
    });
    for (const end of ["dragleave", "drop"]) {
      this.form.addEventListener(end, () => this.form.classList.remove("drop--over"));
    }
    this.form.addEventListener("drop", (event) => {
      event.preventDefault();
      this.add(event.dataTransfer?.files ?? []);
    });
    window.addEventListener("beforeunload", (event) => {
      if (this.atWork) event.preventDefault();
    });
  }

  word(name: string, values: Record<string, string> = {}): string {
    return fill(this.form.dataset[`say${name}`] ?? "", values);
  }

  private take(): void {
    this.add(this.chooser.files ?? []);
    this.chooser.value = "";
  }

  private add(files: ArrayLike<File>): void {
    const all = Array.from(files);
    this.coming += all.length;
    for (const file of all) {
      void this.admit(file).finally(() => {
        this.coming -= 1;
        this.whenAllEnded();
      });
    }
  }

  private get atWork(): boolean {
    return this.coming + this.running + this.waiting.length > 0;
  }

  /** What the server would refuse is said before a byte is sent. */
  private async admit(file: File): Promise<void> {
    const row = new Row(this, file);
    this.list.append(row.item);
    const kinds = (this.form.dataset["kinds"] ?? "").split(" ");
    const [least, most] = [Number(this.form.dataset["least"]), Number(this.form.dataset["most"])];
    if (file.size < least) return row.refuse(this.word("Small", { file: file.name }));
    if (file.size > most) return row.refuse(this.word("Large", { file: file.name }));
    const kind = await kindOf(file);
    if (kind !== undefined && !kinds.includes(kind)) return row.refuse(this.word("Kind", { file: file.name }));
    row.show(this.word("Waiting"));
    this.waiting.push(new Sent(this, file, row));
    this.next();
  }

  next(): void {
    while (this.running < AT_ONCE) {
      const one = this.waiting.shift();
      if (!one) return;
      this.running += 1;
      void one.start();
    }
  }

  /** One has ended, well or not. */
  ended(well: boolean): void {
    this.running -= 1;
    if (well) this.sent += 1;
    this.next();
    this.whenAllEnded();
  }

  /** The page then shows what the server found. */
  private whenAllEnded(): void {
    if (this.atWork || this.sent === 0) return;
    if (this.list.querySelector("[data-refused]")) {
      // What was refused must be read first.
      const link = document.createElement("a");
      link.href = location.pathname;
      link.textContent = this.word("Reload");
      return this.told.replaceChildren(link);
    }
    location.hash = this.form.closest("section")?.id ?? "";
    location.reload();
  }

  forget(one: Sent): boolean {
    const place = this.waiting.indexOf(one);
    if (place >= 0) this.waiting.splice(place, 1);
    return place >= 0;
  }
}

/** One file's line: name, bar, words, buttons. */
class Row {
  readonly item = document.createElement("li");
  private readonly bar = document.createElement("progress");
  private readonly words = document.createElement("p");
  private readonly buttons = document.createElement("div");

  constructor(private readonly sender: Sender, file: File) {
    this.item.className = "thumb";
    const text = document.createElement("div");
    text.className = "thumb__txt";
    const name = document.createElement("p");
    name.className = "thumb__name";
    const bold = document.createElement("b");
    bold.textContent = file.name;
    name.append(bold);
    this.bar.className = "progress";
    this.bar.max = Math.max(1, file.size);
    this.bar.value = 0;
    this.bar.setAttribute("aria-label", file.name);
    this.buttons.className = "actions";
    text.append(name, this.bar, this.words, this.buttons);
    this.item.append(text);
  }

  show(text: string): void {
    say(this.words, text);
  }

  reached(bytes: number, all: number): void {
    this.bar.value = bytes;
    this.show(this.sender.word("Sent", { received: size(bytes), length: size(all) }));
  }

  refuse(text: string): void {
    this.item.dataset["refused"] = "";
    this.item.classList.add("thumb--bad");
    this.words.setAttribute("role", "alert");
    this.bar.remove();
    this.offer([]);
    this.show(text);
  }

  offer(buttons: ReadonlyArray<readonly [string, () => void]>): void {
    this.buttons.replaceChildren(
      ...buttons.map(([label, act]) => {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "btn btn--plain btn--s";
        button.textContent = label;
        button.addEventListener("click", act);
        return button;
      }),
    );
  }
}

class Sent {
  private readonly upload: Upload;
  private paused = false;

  constructor(private readonly sender: Sender, file: File, private readonly row: Row) {
    const data = sender.form.dataset;
    const [nomination, material] = [data["nomination"] ?? "", data["material"] ?? ""];
    this.upload = new Upload(file, {
      endpoint: data["upload"] ?? "",
      chunkSize: PIECE,
      retryDelays: AGAIN_MS,
      removeFingerprintOnSuccess: true,
      metadata: { nomination, material, filename: file.name },
      // The same file for another nominee or material is another upload.
      fingerprint: () => Promise.resolve(["linxuan", nomination, material, file.name, file.size, file.lastModified].join("/")),
      onProgress: (bytes, all) => row.reached(bytes, all),
      onShouldRetry: (error) => {
        const status = error.originalResponse?.getStatus() ?? 0;
        // Another window, another place, too many at once, or no line: it may go well the next time.
        const again = status < 400 || status === 409 || status === 423 || status === 429 || status >= 500;
        if (again && !this.paused) row.show(sender.word("Offline"));
        return again;
      },
      onError: (error) => this.failed(error),
      onSuccess: () => this.done(),
    });
    row.offer([[sender.word("Stop"), () => this.stop()]]);
  }

  async start(): Promise<void> {
    try {
      const [before] = await this.upload.findPreviousUploads();
      if (before) this.upload.resumeFromPreviousUpload(before);
    } catch {
      // Without a memory of earlier uploads it begins anew.
    }
    this.go();
  }

  private go(): void {
    this.paused = false;
    this.upload.start();
    this.row.offer([
      [this.sender.word("Pause"), () => this.pause()],
      [this.sender.word("Stop"), () => this.stop()],
    ]);
  }

  private pause(): void {
    this.paused = true;
    void this.upload.abort();
    this.row.show(this.sender.word("Paused"));
    this.row.offer([
      [this.sender.word("Resume"), () => this.go()],
      [this.sender.word("Stop"), () => this.stop()],
    ]);
  }

  /** Given up for good: what was sent of it goes. */
  private stop(): void {
    this.row.item.remove();
    if (this.sender.forget(this)) return;
    void this.upload.abort(true).catch(() => undefined);
    this.sender.ended(false);
  }

  private failed(error: Error): void {
    this.row.refuse(messageOf(error) ?? this.sender.word("Failed"));
    this.sender.ended(false);
  }

  private done(): void {
    this.row.show(this.sender.word("Done"));
    this.row.offer([]);
    this.sender.ended(true);
  }
}

/** The server's own sentence. */
function messageOf(error: Error): string | undefined {
  if (!("originalResponse" in error)) return undefined;
  const response = error.originalResponse as { getBody(): string } | null;
  try {
    const told: unknown = JSON.parse(response?.getBody() ?? "");
    const message = typeof told === "object" && told !== null && "message" in told ? told.message : undefined;
    return typeof message === "string" ? message : undefined;
  } catch {
    return undefined;
  }
}

function start(): void {
  each<HTMLFormElement>("form[data-upload]", (form) => {
    const chooser = form.querySelector<HTMLInputElement>('input[type="file"]');
    if (chooser) new Sender(form, chooser).start();
  });
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start, { once: true });
else start();
