//! Law `file-size`, over the product lines of product files.

use super::Report;
use super::problem::Problem;
use super::sizes::{Sized, Sizes};
use super::source::Sources;

#[cfg(test)]
mod tests;

const LAW: &str = "file-size";
const HALF: usize = 120;
const NEARLY_ALL: usize = 400;
const LONGEST: usize = 700;

pub fn inspect(sources: &Sources) -> Report {
    let sized =
        |source: &super::Source| Sized { path: source.path.clone(), line: 1, name: "file".into(), lines: source.lines };
    let sizes = Sizes::of(sources.product.iter().map(sized).collect());
    Report { problems: problems(&sizes), notes: vec![figures(&sizes)] }
}

fn figures(sizes: &Sizes) -> String {
    let [half, nearly_all, longest] = [50, 95, 100].map(|share| sizes.percentile(share));
    format!(
        "{} product files: half ≤ {half} lines (law {HALF}), 95 % ≤ {nearly_all} (law {NEARLY_ALL}), \
         longest {longest} (law {LONGEST})",
        sizes.count()
    )
}

fn problems(sizes: &Sizes) -> Vec<Problem> {
    let of_all = [(50, HALF), (95, NEARLY_ALL)].into_iter().filter(|(share, law)| sizes.percentile(*share) > *law);
    let of_all = of_all.map(|(share, law)| {
        let text = format!(
            "{share} % of files must be ≤ {law} lines, are ≤ {}; longest: {}",
            sizes.percentile(share),
            sizes.worst()
        );
        Problem::new(".", 0, LAW, text)
    });
    let of_one = sizes.above(LONGEST).map(|file| {
        Problem::new(
            &file.path,
            LONGEST + 1,
            LAW,
            format!("{} lines of product, none may have more than {LONGEST}", file.lines),
        )
    });
    of_all.chain(of_one).collect()
}
