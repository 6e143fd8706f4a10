//! How people write answers into files that were filled away from the site: words that are read, not shown.

use crate::identity::Document;

/// What confirms.
pub(crate) const YES: [&str; 7] = ["是", "yes", "y", "true", "√", "✓", "☑"];

/// What denies.
pub(crate) const NO: [&str; 7] = ["否", "no", "n", "false", "×", "✗", "☐"];

/// What stands between several chosen options, beside white space.
pub(crate) const BETWEEN: &str = "、，,；;/|";

/// The names of identity documents; the first ones are those that papers print.
pub(crate) const DOCUMENTS: [(Document, &[&str]); 6] = [
    (Document::ResidentCard, &["居民身份证", "Resident identity card", "身份证", "二代身份证"]),
    (Document::Passport, &["护照", "Passport"]),
    (
        Document::HongKongMacauPermit,
        &["港澳居民来往内地通行证", "Mainland travel permit for Hong Kong and Macau residents", "回乡证"],
    ),
    (Document::TaiwanPermit, &["台湾居民来往大陆通行证", "Mainland travel permit for Taiwan residents", "台胞证"]),
    (Document::ForeignResidentCard, &["外国人永久居留身份证", "Foreign permanent resident ID card", "永居证"]),
    (Document::Other, &["其他证件", "Other document", "其他"]),
];
