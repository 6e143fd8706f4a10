// What a file is by its first bytes, as far as a page can tell; the server looks again, and closer.

type Mark = readonly [at: number, bytes: string, kind: string];

const MARKS: readonly Mark[] = [
  [0, "\xff\xd8\xff", "image/jpeg"],
  [0, "\x89PNG\r\n\x1a\n", "image/png"],
  [0, "GIF8", "image/gif"],
  [8, "WEBP", "image/webp"],
  [0, "BM", "image/bmp"],
  [0, "%PDF-", "application/pdf"],
  [4, "ftypqt  ", "video/quicktime"],
  [4, "ftyphei", "image/heic"],
  [4, "ftypmif1", "image/heic"],
  [4, "ftyp", "video/mp4"],
  [4, "moov", "video/quicktime"],
  [4, "wide", "video/quicktime"],
  [4, "mdat", "video/quicktime"],
];

/** The media type; undefined where it is not known here. */
export async function kindOf(file: Blob): Promise<string | undefined> {
  const head = new Uint8Array(await file.slice(0, 16).arrayBuffer());
  const text = Array.from(head, (byte) => String.fromCharCode(byte)).join("");
  return MARKS.find(([at, bytes]) => text.startsWith(bytes, at))?.[2];
}
