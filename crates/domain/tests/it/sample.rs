//! A small sound rulebook with its outline, and ways to spoil it.

use linxuan_domain::rulebook::outline::Outline;
use linxuan_domain::rulebook::{Place, Problem, ProblemKind, Reading, Rule, Rulebook, read};

/// Stands in an edited text where the problem is expected.
pub const MARK: char = '‸';

pub const OUTLINE: &str = "\
# 样例通知要点

## 一、样例
- 【一·1】2022年3月15日印发，主办单位2家
- 【一·2】每个地区不超过3名
- 【一·3】报送截止：5月20日前
- 【一·4】照片3—5张，每张不小于2MB；视频3分钟以内
- 【一·5】45岁以下的不少于20%
- 【一·6】7月中旬评出10名
- 【一·10】不包括现役军人
";

pub const TEXT: &str = r#"[campaign]
id = "small"
title = { zh = "样例活动", en = "Sample campaign" }
short = { zh = "样例", en = "Sample" }
year = 2022
level = { zh = "县", en = "County" }
issued = "2022-03-15"
time_zone = "Asia/Shanghai"
words = { nominee = { zh = "人选", en = "nominee" }, candidate = { zh = "候选人", en = "candidate" }, honouree = { zh = "获选者", en = "honouree" } }
aim = { zh = "目的", en = "Aim" }
source = "一·1"

[[sponsor]]
id = "association"
name = { zh = "科协", en = "Association" }
source = "一·1"

[[sponsor]]
id = "science"
name = { zh = "科技局", en = "Science bureau" }
source = "一·1"

[office]
name = { zh = "办公室", en = "Office" }
intake = ["online"]
assumed = "样例"

[[body]]
id = "lead"
name = { zh = "牵头单位", en = "Lead body" }
assumed = "样例"

[[body]]
id = "joint"
name = { zh = "联合单位", en = "Joint body" }
assumed = "样例"

[[stage]]
id = "nominate"
kind = "nominate"
title = { zh = "推荐", en = "Nomination" }
when = "2022-03-15/2022-05-20"
source = ["一·1", "一·3"]

[[stage]]
id = "select"
kind = "select"
title = { zh = "评选", en = "Selection" }
when = "2022-07-mid"
source = "一·6"

[[unit_kind]]
id = "region"
name = { zh = "地区", en = "Region" }
source = "一·2"

[[channel]]
id = "region"
title = { zh = "地区", en = "Regions" }
unit_kinds = ["region"]
lead = "lead"
joint = ["joint"]
quota = { at_most = 3 }
source = "一·2"

[[deadline]]
id = "complete"
act = "complete"
at = "2022-05-10T18:00"
wording = { zh = "5月10日18时", en = "18:00 on 10 May" }
late_refused = false
assumed = "样例"

[[deadline]]
id = "hand-in"
act = "hand-in"
at = "2022-05-20T24:00"
wording = { zh = "5月20日前", en = "Before 20 May" }
late_refused = true
source = "一·3"

[[track]]
id = "person"
title = { zh = "个人", en = "Persons" }
nominee = "person"
form = "person"
source = "一·2"

[[orientation]]
id = "frontier"
label = { zh = "面向世界科技前沿", en = "The frontiers of science" }
assumed = "样例"

[[criterion]]
id = "achievement"
title = { zh = "业绩突出", en = "Achievement" }
text = { zh = "业绩突出。", en = "Outstanding achievement." }
assumed = "样例"

[[preference]]
id = "youth"
label = { zh = "青年", en = "The young" }
assumed = "样例"

[[form]]
id = "person"
title = { zh = "推荐表", en = "Nomination form" }
assumed = "样例"
step = [
  { id = "basic", title = { zh = "基本信息", en = "Basic" } },
]
field = [
  { id = "name", step = "basic", kind = "person-name", max = 30, label = { zh = "姓名", en = "Name" }, required = true, meaning = "name" },
  { id = "sex", step = "basic", kind = "choice", label = { zh = "性别", en = "Sex" }, meaning = "sex", options = [{ id = "female", label = { zh = "女", en = "Female" } }, { id = "male", label = { zh = "男", en = "Male" } }] },
  { id = "birth-date", step = "basic", kind = "date", label = { zh = "出生日期", en = "Date of birth" }, meaning = "birth-date" },
  { id = "rank", step = "basic", kind = "rank", label = { zh = "级别", en = "Rank" }, meaning = "rank" },
  { id = "military", step = "basic", kind = "flag", label = { zh = "现役军人", en = "Serving" }, meaning = "serving-military" },
  { id = "identity", step = "basic", kind = "identity", label = { zh = "证件", en = "Identity" }, personal = true, meaning = "identity" },
  { id = "years", step = "basic", kind = "number", at_least = 0, at_most = 60, label = { zh = "年数", en = "Years" } },
  { id = "deeds", step = "basic", kind = "long-text", min = 10, max = 2000, label = { zh = "事迹", en = "Deeds" } },
  { id = "honours", step = "basic", kind = "rows", at_least = 1, at_most = 20, label = { zh = "荣誉", en = "Honours" }, meaning = "honours", columns = [{ id = "title", kind = "text", max = 60, label = { zh = "名称", en = "Title" } }, { id = "level", kind = "choice", label = { zh = "等级", en = "Level" }, options = [{ id = "national", label = { zh = "国家级", en = "National" } }, { id = "series", label = { zh = "系列", en = "Series" } }] }] },
]

[[rank]]
id = "department"
name = { zh = "厅局级", en = "Department" }
assumed = "样例"

[[rank]]
id = "division"
name = { zh = "县处级", en = "Division" }
assumed = "样例"

[[rank]]
id = "staff"
name = { zh = "科员", en = "Staff" }
assumed = "样例"

[[honour]]
id = "national-honour"
label = { zh = "国家级荣誉表彰", en = "National honours" }
level = "national"
assumed = "样例"

[[honour]]
id = "series"
label = { zh = "“最美”系列", en = "“Most Beautiful” series" }
level = "series"
assumed = "样例"

[[rule]]
id = "not-military"
force = "must"
label = { zh = "不包括现役军人", en = "No one serving" }
kind = "flag-absent"
meaning = "serving-military"
source = "一·10"

[[rule]]
id = "young"
force = "must"
label = { zh = "45岁以下的不少于20%", en = "At least 20% under 45" }
kind = "share"
of = { kind = "younger", years = 45, including = false, at = "2022-05-20" }
at_least = "20%"
scope = "unit"
rounding = "exact"
smallest = 5
source = ["一·3", "一·5"]

[[material]]
id = "photo"
title = { zh = "照片", en = "Photos" }
kind = "photo"
per = "nominee"
count = "3-5"
size_at_least = "2MB"
delivery = ["online"]
source = "一·4"

[[material]]
id = "video"
title = { zh = "视频", en = "Videos" }
per = "nominee"
kind = "video"
count = "0+"
duration_at_most = "3min"
delivery = ["online"]
required = false
source = ["一·4"]

[[paper]]
id = "nomination-form"
kind = "nomination-form"
title = { zh = "推荐表", en = "Nomination form" }
per = "nominee"
delivery = ["online"]
assumed = "样例"

[[opinion]]
id = "employer"
title = { zh = "工作单位意见", en = "Employer's opinion" }
given_by = "employer"
per = "nominee"
required = true
assumed = "样例"

[[procedure]]
id = "unit-notice"
kind = "unit-notice"
label = { zh = "公示", en = "Public notice" }
required = true
assumed = "样例"

[secrecy]
forbidden = true
declaration = { zh = "不涉密", en = "Nothing classified" }
assumed = "样例"

[accounts]
nominee = false
letters = true
assumed = "样例"

[examination]
return_days = 5
refusal_people = 2
assumed = "样例"

[[examination.check]]
id = "military"
label = { zh = "不是现役军人", en = "Not serving" }
rule = "not-military"
source = "一·10"

[[round]]
id = "round-1"
title = { zh = "评选", en = "Round" }
when = "2022-07-mid"
seats = 10
panel = { of = ["experts"], quorum = "2/3", assumed = "样例" }
ballot = { kind = "approve-at-most", secret = true, tie = "run-off", assumed = "样例" }
source = "一·6"

[[output]]
id = "honourees"
track = "person"
title = { zh = "获选者", en = "Honourees" }
exactly = 10
source = "一·6"

[[activity]]
id = "lecture"
group = { zh = "深入学习", en = "Study" }
label = { zh = "报告", en = "Lectures" }
unit = { zh = "场", en = "events" }
assumed = "样例"

[[publicity]]
id = "media"
kind = "media"
text = { zh = "宣传", en = "Publicity" }
assumed = "样例"

[[outside]]
id = "seal"
reason = "样例"
assumed = "样例"

[[guidance]]
id = "principle"
place = "unit"
text = { zh = "原则", en = "Principle" }
assumed = "样例"
"#;

pub fn outline() -> Outline {
    Outline::parse(OUTLINE)
}

pub fn read_text(text: &str) -> Reading {
    read(text, &outline(), Some("small"))
}

/// Read once: properties ask for it hundreds of times.
pub fn rulebook() -> Rulebook {
    static READ: std::sync::OnceLock<Rulebook> = std::sync::OnceLock::new();
    READ.get_or_init(|| read_text(TEXT).rulebook.expect("the sample is sound")).clone()
}

/// The sample with these rules instead of its own.
pub fn with_rules(rules: &str) -> Rulebook {
    #[derive(serde::Deserialize)]
    struct Rules {
        rule: Vec<Rule>,
    }
    let Rules { rule } = toml::from_str(rules).expect("rules");
    Rulebook { rule, ..rulebook() }
}

/// The sample with one passage, which must stand there once, replaced.
pub fn edited(edits: &[(&str, &str)]) -> String {
    edits.iter().fold(TEXT.to_owned(), |text, (old, new)| {
        assert_eq!(text.matches(old).count(), 1, "{old} stands in the sample once");
        text.replacen(old, new, 1)
    })
}

/// Takes the marks out of a text and says where they stood, in order.
pub fn marked(text: &str) -> (String, Vec<Place>) {
    let mut plain = String::new();
    let mut places = Vec::new();
    let (mut line, mut column) = (1, 1);
    for c in text.chars() {
        match c {
            MARK => places.push(Place { line, column }),
            '\n' => (line, column) = (line + 1, 1),
            _ => column += 1,
        }
        plain.extend((c != MARK).then_some(c));
    }
    (plain, places)
}

/// What reading the edited sample finds, checked to stand at the marks.
pub fn problems_at_marks(edits: &[(&str, &str)]) -> Vec<ProblemKind> {
    let (text, places) = marked(&edited(edits));
    let problems = read_text(&text).problems;
    let found: Vec<Place> = problems.iter().map(|problem| problem.place).collect();
    assert_eq!(found, places, "{problems:#?}");
    problems.into_iter().map(|problem| problem.kind).collect()
}

/// What reading the edited sample finds, wherever it stands.
pub fn problems(edits: &[(&str, &str)]) -> Vec<Problem> {
    read_text(&edited(edits)).problems
}

#[test]
fn the_sample_is_sound() {
    assert_eq!(read_text(TEXT).problems, []);
}
