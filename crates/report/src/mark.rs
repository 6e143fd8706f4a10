//! What ties a printed page to what is stored: a code in its foot, and a hash
//! of what the page shows.

use linxuan_domain::merkle::hex;
use linxuan_domain::paper::{PageHash, Unprintable};
use qrcode::{Color, EcLevel, QrCode};
use sha2::{Digest, Sha256};
use typst::layout::{Abs, Frame, FrameItem, Point, Transform};
use typst::visualize::{Color as Ink, Curve, Geometry};
use typst_layout::{Page, PagedDocument};

use crate::document::Mark;

/// The code without its quiet edge; large enough for a scan at 150 dots an inch.
const SIDE_MM: f64 = 22.0;
/// From the page's edges; the foot's text keeps clear of it.
const RIGHT_MM: f64 = 26.0;
const BOTTOM_MM: f64 = 8.0;
/// How much of the page's foot is the mark's own.
const FOOT_MM: f64 = 33.0;

/// The text in the code of a page: `LX1/QH-0101/7C1E90AB42D0/1/4`. Capitals alone make
/// a code with few and large modules, which a worn scan still shows; number and version
/// are enough to find the paper.
pub fn code(mark: &Mark, page: usize, pages: usize) -> String {
    let version: String = mark.version.chars().take(12).collect();
    format!("LX1/{}/{version}/{page}/{pages}", mark.number).to_uppercase()
}

/// The same document with a code in the foot of each page.
///
/// # Errors
/// A number and a paper's id that are too long for any code.
pub fn marked(document: &PagedDocument, mark: &Mark) -> Result<PagedDocument, Unprintable> {
    let of = document.pages().len();
    let one = |(place, page): (usize, &Page)| {
        let mut page = page.clone();
        let (shape, side) = (drawn(&code(mark, place + 1, of))?, Abs::mm(SIDE_MM));
        let at =
            Point::new(page.frame.width() - Abs::mm(RIGHT_MM) - side, page.frame.height() - Abs::mm(BOTTOM_MM) - side);
        let filled = Geometry::Curve(shape).filled(Ink::BLACK);
        page.frame.push(at, FrameItem::Shape(filled, typst::syntax::Span::detached()));
        Ok(page)
    };
    let pages: Vec<Page> = document.pages().iter().enumerate().map(one).collect::<Result<_, Unprintable>>()?;
    let info = typst::model::Document::info(document).clone();
    Ok(PagedDocument::new(pages.into_iter().collect(), info))
}

/// The dark modules, run by run.
fn drawn(text: &str) -> Result<Curve, Unprintable> {
    let code = QrCode::with_error_correction_level(text, EcLevel::Q);
    let code = code.map_err(|error| Unprintable::Fault(error.to_string()))?;
    let width = code.width();
    let colors = code.to_colors();
    let mut curve = Curve::new();
    let module = |n: usize| Abs::mm(SIDE_MM) * (to_float(n) / to_float(width));
    for (row, modules) in colors.chunks(width).enumerate() {
        let mut column = 0;
        for run in modules.chunk_by(|left, right| left == right) {
            let (left, right) = (module(column), module(column + run.len()));
            let (top, bottom) = (module(row), module(row + 1));
            column += run.len();
            if run.first() == Some(&Color::Dark) {
                curve.move_(Point::new(left, top));
                for (x, y) in [(right, top), (right, bottom), (left, bottom)] {
                    curve.line(Point::new(x, y));
                }
                curve.close();
            }
        }
    }
    Ok(curve)
}

fn to_float(n: usize) -> f64 {
    u32::try_from(n).map_or(0.0, f64::from)
}

/// A hash for each page over what it shows above its foot: every text and
/// picture, every line and where they stand.
pub fn hashes(document: &PagedDocument) -> Vec<PageHash> {
    let hash = |page: &Page| {
        let mut shown = Sha256::new();
        let until = page.frame.height() - Abs::mm(FOOT_MM);
        walk(&page.frame, Transform::identity(), until, &mut shown);
        PageHash(hex(&shown.finalize()))
    };
    document.pages().iter().map(hash).collect()
}

fn walk(frame: &Frame, at: Transform, until: Abs, shown: &mut Sha256) {
    for (point, item) in frame.items() {
        let here = at.pre_concat(Transform::translate(point.x, point.y));
        if let FrameItem::Group(group) = item {
            walk(&group.frame, here.pre_concat(group.transform), until, shown);
            continue;
        }
        if here.ty > until {
            continue;
        }
        let said = match item {
            FrameItem::Text(text) => format!("text {:?} {:?} {}", text.size, text.fill, text.text),
            FrameItem::Shape(shape, _) => format!("shape {shape:?}"),
            FrameItem::Image(image, size, _) => format!("image {size:?} {}", hex(&picture(image))),
            FrameItem::Group(_) | FrameItem::Link(..) | FrameItem::Tag(_) => continue,
        };
        shown.update(format!("{:?} {said}\n", (here.tx, here.ty)));
    }
}

fn picture(image: &typst::visualize::Image) -> Vec<u8> {
    match image.kind() {
        typst::visualize::ImageKind::Raster(raster) => Sha256::digest(raster.data()).to_vec(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::{SIDE_MM, code, drawn};
    use crate::document::Mark;
    use typst::layout::{Abs, Size};

    #[test]
    fn a_code_names_form_paper_version_and_page_and_fills_its_square() {
        let version = "7c1e90ab12345678ffff".to_owned();
        let mark = Mark { number: "QH-0101".to_owned(), paper: "nomination-form".to_owned(), version };
        let text = code(&mark, 1, 4);
        assert_eq!(text, "LX1/QH-0101/7C1E90AB1234/1/4");
        // The three corner marks reach from edge to edge.
        let size = drawn(&text).map(|curve| curve.bbox(None).size());
        assert_eq!(size, Ok(Size::splat(Abs::mm(SIDE_MM))));
        assert!(drawn(&"x".repeat(3000)).is_err());
    }
}
