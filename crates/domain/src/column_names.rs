//! The columns of tables that offices bring, by the headings they use for them.

/// A column and its headings; the first is the one templates print.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    pub id: &'static str,
    pub needed: bool,
    pub headings: &'static [&'static str],
}

const fn column(id: &'static str, needed: bool, headings: &'static [&'static str]) -> Column {
    Column { id, needed, headings }
}

/// Recommending units, one a line.
pub const UNITS: &[Column] = &[
    column("name", true, &["单位名称", "推荐单位", "单位", "name", "unit"]),
    column("kind", true, &["单位类别", "类别", "kind"]),
    column("quota", false, &["推荐名额", "名额", "quota"]),
    column("clerk", false, &["经办人", "联系人", "clerk"]),
    column("ordinal", false, &["序号", "no"]),
    column("note", false, &["备注", "note"]),
];

/// Earlier honours, one a line.
pub const HONOURS: &[Column] = &[
    column("series", true, &["荣誉名称", "荣誉", "series"]),
    column("name", true, &["姓名", "name"]),
    column("born", false, &["出生日期", "出生年月", "born"]),
    column("number", false, &["身份证号", "身份证号码", "证件号码", "number"]),
    column("label", false, &["届次", "年度", "label", "year"]),
    column("ordinal", false, &["序号", "no"]),
    column("note", false, &["备注", "note"]),
];
