//! How notices and people write parts of dates: words that are read, not shown.

/// What people write for an open end in a column of months.
pub(crate) const NOW: [&str; 4] = ["至今", "今", "now", "present"];

/// What stands between the figures of a date as people type it, beside white space.
pub(crate) const BETWEEN: &str = "-/.年月日号";

/// The ten-day periods of a month, as notices print them after it.
const THIRDS: [&str; 3] = ["上", "中", "下"];

/// A day as notices print it.
pub(crate) fn day(month: i8, day: i8) -> String {
    format!("{month}月{day}日")
}

/// A month as notices print it.
pub(crate) fn month(month: i8) -> String {
    format!("{month}月")
}

/// The word of a ten-day period, counted from 0.
pub(crate) fn third(third: u8) -> Option<&'static str> {
    THIRDS.get(usize::from(third)).copied()
}

/// A playing time as notices print it.
pub(crate) fn minutes(minutes: &str) -> String {
    format!("{minutes}分钟")
}

/// A playing time in seconds.
pub(crate) fn seconds(seconds: u32) -> String {
    format!("{seconds}秒")
}
