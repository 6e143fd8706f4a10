// Photos and videos that meet what notices ask of them, made on the spot.
import { randomBytes } from "node:crypto";

let base;

/** A small portrait drawn by the browser: it knows how to write a JPEG. */
async function drawn(browser) {
  const page = await browser.newPage();
  const address = await page.evaluate(() => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 660, height: 960 });
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#2f6f9f";
    pen.fillRect(0, 0, 660, 960);
    pen.fillStyle = "#f3d9c0";
    pen.fillRect(180, 200, 300, 380);
    return canvas.toDataURL("image/jpeg", 0.9);
  });
  await page.close();
  return Buffer.from(address.split(",")[1], "base64");
}

/** A note inside a JPEG: no two pictures are the same, and each is as large as wanted. */
function note(bytes) {
  const head = Buffer.from([0xff, 0xfe, 0, 0]);
  head.writeUInt16BE(bytes + 2, 2);
  return Buffer.concat([head, randomBytes(bytes)]);
}

async function picture(browser) {
  base ??= drawn(browser);
  const whole = await base;
  const notes = Array.from({ length: 33 }, () => note(65_000));
  return Buffer.concat([whole.subarray(0, 2), ...notes, whole.subarray(2)]);
}

const words = (...values) => Buffer.from(Int32Array.from(values).buffer).swap32();

function boxed(name, ...content) {
  const inside = Buffer.concat(content);
  return Buffer.concat([words(inside.length + 8), Buffer.from(name, "latin1"), inside]);
}

const UNTURNED = [0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000];

/** Ten seconds of 1920×1080: what players read of a film, and content that nobody plays. */
function film() {
  const first = boxed("ftyp", Buffer.from("isom\0\0\0\0isom", "latin1"));
  const index = (offset) => {
    const entry = Buffer.alloc(78);
    entry.writeUInt16BE(1920, 24);
    entry.writeUInt16BE(1080, 26);
    const samples = boxed(
      "stbl",
      boxed("stsd", words(0, 1), boxed("avc1", entry)),
      boxed("stts", words(0, 1, 250, 1)),
      boxed("stco", words(0, 1, offset)),
    );
    const handler = boxed("hdlr", words(0, 0), Buffer.from("vide", "latin1"), words(0, 0, 0), Buffer.alloc(1));
    const media = boxed("mdia", boxed("mdhd", words(0, 0, 0, 25, 250, 0)), handler, boxed("minf", samples));
    const track = boxed("tkhd", words(3, 0, 0, 1, 0, 0, 0, 0, 0, 0, ...UNTURNED, 1920 << 16, 1080 << 16));
    const movie = boxed("mvhd", words(0, 0, 0, 1000, 10_000, 0x10000, 0x01000000, 0, 0, ...UNTURNED, 0, 0, 0, 0, 0, 0, 2));
    return boxed("moov", movie, boxed("trak", track, media));
  };
  const offset = first.length + index(0).length + 8;
  return Buffer.concat([first, index(offset), boxed("mdat", randomBytes(4000))]);
}

/** What a clerk has in a folder for one nominee, by the id of the material. */
export async function folder(browser, name) {
  const photo = async (number) => ({ name: `${name}${number}.jpg`, mimeType: "image/jpeg", buffer: await picture(browser) });
  return {
    portrait: [await photo(1)],
    photo: await Promise.all([2, 3, 4].map(photo)),
    video: [{ name: `${name}5.mp4`, mimeType: "video/mp4", buffer: film() }],
  };
}
