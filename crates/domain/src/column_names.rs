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

/// Activities that were held, one a line.
pub const ACTIVITIES: &[Column] = &[
    column("activity", true, &["统计项目", "项目", "活动类别", "活动类型", "类别", "类型", "activity", "kind"]),
    column("title", true, &["活动名称", "名称", "活动主题", "主题", "标题", "title"]),
    column("day", true, &["开展日期", "活动日期", "日期", "开展时间", "活动时间", "时间", "day", "date"]),
    column("place", false, &["活动地点", "地点", "开展地点", "place"]),
    column("participants", false, &["参加人数", "参与人数", "人数", "participants"]),
    column("outlet", false, &["媒体或平台", "发布媒体", "刊播媒体", "媒体", "平台", "媒体名称", "outlet", "media"]),
    column("link", false, &["链接", "网址", "链接地址", "link", "url"]),
    column("count", true, &["数量", "计数", "次数", "count", "number"]),
    column("unit", false, &["计量单位", "单位", "unit"]),
    column("ordinal", false, &["序号", "no"]),
    column("note", false, &["备注", "note"]),
];
