//! What the way in that sponsors have is called, in campaigns that give them one.

/// The channel's title, in Chinese and English.
pub const CHANNEL: [&str; 2] = ["主办单位补充推荐", "Sponsors' supplement"];

/// The kind of unit that comes through it.
pub const UNIT_KIND: [&str; 2] = ["主办单位", "Sponsor"];
