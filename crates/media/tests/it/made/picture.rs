use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::{ExtendedColorType, ImageEncoder};

fn pixels(width: u32, height: u32, colours: u32) -> Vec<u8> {
    (0..width * height * colours).map(|at| ((at / colours % width) * 7 + at / 3) as u8).collect()
}

pub fn jpeg(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let pixels = pixels(width, height, 3);
    JpegEncoder::new_with_quality(&mut bytes, 90).write_image(&pixels, width, height, ExtendedColorType::Rgb8).unwrap();
    bytes
}

pub fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    PngEncoder::new(&mut bytes)
        .write_image(&pixels(width, height, 4), width, height, ExtendedColorType::Rgba8)
        .unwrap();
    bytes
}

/// A segment of a JPEG.
pub fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
    [&[0xff, marker][..], &(content.len() as u16 + 2).to_be_bytes(), content].concat()
}

/// With a segment more, as the first.
pub fn with(jpeg: &[u8], marker: u8, content: &[u8]) -> Vec<u8> {
    [&jpeg[..2], &segment(marker, content), &jpeg[2..]].concat()
}

/// Notes as a camera writes them: the orientation, and where it was.
pub fn notes(orientation: u16, little: bool) -> Vec<u8> {
    let short = |value: u16| if little { value.to_le_bytes() } else { value.to_be_bytes() };
    let long = |value: u32| if little { value.to_le_bytes() } else { value.to_be_bytes() };
    let mut tiff: Vec<u8> = if little { b"II*\0".into() } else { b"MM\0*".into() };
    tiff.extend(long(8));
    tiff.extend(short(2));
    tiff.extend([short(0x112), short(3)].concat());
    tiff.extend([&long(1)[..], &short(orientation), &short(0)].concat());
    tiff.extend([short(0x8825), short(4)].concat());
    tiff.extend([long(1), long(38)].concat());
    tiff.extend(long(0));
    tiff.extend(b"GPS-N31.2304-E121.4737");
    tiff
}

pub fn exif(orientation: u16, little: bool) -> Vec<u8> {
    [&b"Exif\0\0"[..], &notes(orientation, little)].concat()
}

/// A JPEG's frame header with other figures.
pub fn reframed(jpeg: &[u8], width: u16, height: u16) -> Vec<u8> {
    let mut bytes = jpeg.to_vec();
    let at = bytes.windows(2).position(|two| two == [0xff, 0xc0]).unwrap();
    bytes[at + 5..at + 7].copy_from_slice(&height.to_be_bytes());
    bytes[at + 7..at + 9].copy_from_slice(&width.to_be_bytes());
    bytes
}

/// A JPEG of headers alone: the frame's marker, bits and colours, and so many scans.
pub fn headers(marker: u8, bits: u8, side: u16, colours: u8, scans: usize) -> Vec<u8> {
    let side = side.to_be_bytes();
    let mut frame = [&[bits][..], &side, &side, &[colours]].concat();
    frame.extend((1..=colours).flat_map(|id| [id, 0x11, 0]));
    let scan = segment(0xda, &[1, 1, 0, 0, 63, 0]);
    [vec![0xff, 0xd8], segment(marker, &frame), scan.repeat(scans), vec![0xff, 0xd9]].concat()
}

pub fn chunk(name: [u8; 4], content: &[u8]) -> Vec<u8> {
    let mut sum = flate2::Crc::new();
    sum.update(&name);
    sum.update(content);
    [&(content.len() as u32).to_be_bytes()[..], &name, content, &sum.sum().to_be_bytes()].concat()
}

/// A grey PNG whose header and rows need not agree.
pub fn grey(width: u32, height: u32, rows: &[u8], interlaced: bool) -> Vec<u8> {
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 0, 0, 0, interlaced.into()]].concat();
    let data = super::packed::zlib(rows);
    [b"\x89PNG\r\n\x1a\n".to_vec(), chunk(*b"IHDR", &header), chunk(*b"IDAT", &data), chunk(*b"IEND", b"")].concat()
}

/// With a chunk more behind the header.
pub fn with_chunk(png: &[u8], name: [u8; 4], content: &[u8]) -> Vec<u8> {
    [&png[..33], &chunk(name, content), &png[33..]].concat()
}
