//! Every table and column of the database, what it means, and what of it an archive holds.

/// What a column's values are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Is {
    Text,
    Number,
    Flag,
    /// Microseconds since 1970 in UTC; archives write ISO 8601.
    Instant,
    Json,
    /// Personal answers, encrypted: opened only for whoever holds the key and asks.
    Sealed,
    /// Keyed, to compare persons by: never in an archive.
    Index,
    /// A way in: never in an archive.
    Secret,
}

impl Is {
    pub const fn id(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Number => "number",
            Self::Flag => "flag",
            Self::Instant => "instant",
            Self::Json => "json",
            Self::Sealed => "sealed",
            Self::Index => "index",
            Self::Secret => "secret",
        }
    }

    /// Whether an archive holds such a column.
    pub const fn held(self, with_personal: bool) -> bool {
        match self {
            Self::Sealed => with_personal,
            Self::Index | Self::Secret => false,
            _ => true,
        }
    }
}

/// One column, with its meaning in Chinese and in English.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    pub name: &'static str,
    pub is: Is,
    pub chinese: &'static str,
    pub english: &'static str,
}

/// One table; its key lies within its first three columns.
#[derive(Debug, Clone, Copy)]
pub struct Table {
    pub name: &'static str,
    pub chinese: &'static str,
    pub english: &'static str,
    pub columns: &'static [Column],
}

const fn table(name: &'static str, chinese: &'static str, english: &'static str, columns: &'static [Column]) -> Table {
    Table { name, chinese, english, columns }
}

const fn column(name: &'static str, is: Is, chinese: &'static str, english: &'static str) -> Column {
    Column { name, is, chinese, english }
}

/// The tables of a campaign, in the order in which they refer to one another.
pub const TABLES: &[Table] = &[
    table(
        "campaign",
        "活动",
        "campaign",
        &[
            column("id", Is::Text, "活动标识", "identifier of the campaign"),
            column("slug", Is::Text, "活动短名", "short name of the campaign"),
            column("version", Is::Number, "现行活动规则的版本", "version of the rulebook in force"),
            column("created_at", Is::Instant, "建立时间", "when it was made"),
        ],
    ),
    table(
        "rulebook_version",
        "活动规则的各版本",
        "versions of the rulebook",
        &[
            column("campaign_id", Is::Text, "活动标识", "campaign"),
            column("version", Is::Number, "版本", "version"),
            column("hash", Is::Text, "规则与通知要点的散列值", "hash of rulebook and outline"),
            column("text", Is::Text, "活动规则全文", "text of the rulebook"),
            column("outline", Is::Text, "通知要点全文", "text of the outline"),
            column("proposed_by", Is::Text, "提交人账号", "account that proposed it"),
            column("proposed_at", Is::Instant, "提交时间", "when it was proposed"),
            column("confirmed_by", Is::Text, "确认人账号", "account that confirmed it"),
            column("confirmed_at", Is::Instant, "确认时间", "when it was confirmed"),
        ],
    ),
    table(
        "unit",
        "推荐单位",
        "recommending units",
        &[
            column("id", Is::Text, "单位标识", "identifier of the unit"),
            column("campaign_id", Is::Text, "活动标识", "campaign"),
            column("ordinal", Is::Number, "序号", "place in the campaign's list"),
            column("channel", Is::Text, "推荐渠道", "channel"),
            column("kind", Is::Text, "单位类别", "kind of unit"),
            column("name", Is::Text, "单位名称", "name"),
            column("name_key", Is::Text, "比对用的名称", "name as it is compared"),
            column("own_quota", Is::Number, "单独核定的名额", "quota set for this unit alone"),
            column("extra", Is::Number, "增加名额合计", "sum of extra quota"),
            column("started_at", Is::Instant, "开始填报时间", "when it began to fill in"),
            column("created_at", Is::Instant, "加入时间", "when it was added"),
        ],
    ),
    table(
        "extension",
        "延期",
        "extensions of the deadline",
        &[
            column("id", Is::Text, "延期标识", "identifier of the extension"),
            column("unit_id", Is::Text, "单位标识", "unit"),
            column("until", Is::Instant, "延至", "new deadline"),
            column("reason", Is::Text, "理由", "reason"),
            column("proposed_by", Is::Text, "提出人账号", "account that proposed it"),
            column("proposed_at", Is::Instant, "提出时间", "when it was proposed"),
            column("confirmed_by", Is::Text, "确认人账号", "account that confirmed it"),
            column("confirmed_at", Is::Instant, "确认时间", "when it was confirmed"),
        ],
    ),
    table(
        "extra_quota",
        "增加名额",
        "extra quota",
        &[
            column("id", Is::Text, "增加名额标识", "identifier of the grant"),
            column("unit_id", Is::Text, "单位标识", "unit"),
            column("extra", Is::Number, "增加几名", "places granted"),
            column("reason", Is::Text, "理由", "reason"),
            column("granted_by", Is::Text, "批准人账号", "account that granted it"),
            column("granted_at", Is::Instant, "批准时间", "when it was granted"),
        ],
    ),
    table(
        "account",
        "账号",
        "accounts",
        &[
            column("id", Is::Text, "账号标识", "identifier of the account"),
            column("login", Is::Text, "登录名", "login"),
            column("role", Is::Text, "角色", "role"),
            column("name", Is::Text, "姓名", "the person's name"),
            column("campaign_id", Is::Text, "活动标识", "campaign"),
            column("unit_id", Is::Text, "单位标识", "unit"),
            column("nomination_id", Is::Text, "本人的推荐标识", "the nominee's own nomination"),
            column("password", Is::Secret, "密码散列值", "hash of the password"),
            column("must_change", Is::Flag, "须改密码", "whether the password must be changed"),
            column("second_factor", Is::Secret, "第二因素密钥", "secret of the second factor"),
            column("second_factor_step", Is::Secret, "已用的动态码时段", "last time step that was used"),
            column("disabled_at", Is::Instant, "停用时间", "when it was closed"),
            column("signed_in_at", Is::Instant, "最近登录时间", "when it was last signed in"),
            column("created_at", Is::Instant, "建立时间", "when it was made"),
        ],
    ),
    table(
        "nomination",
        "推荐",
        "nominations",
        &[
            column("id", Is::Text, "推荐标识", "identifier of the nomination"),
            column("campaign_id", Is::Text, "活动标识", "campaign"),
            column("unit_id", Is::Text, "单位标识", "unit"),
            column("track", Is::Text, "组别", "track"),
            column("number", Is::Text, "推荐编号", "number as printed"),
            column("ordinal", Is::Number, "单位内排序", "place in the unit's order"),
            column("state", Is::Text, "状态", "state"),
            column("version", Is::Number, "填写版本", "version of the answers"),
            column("name", Is::Text, "姓名或名称", "name"),
            column("employer", Is::Text, "工作单位", "employer"),
            column("born", Is::Text, "出生日期", "date of birth"),
            column("person", Is::Index, "身份证件的盲索引", "blind index of the identity document"),
            column("document", Is::Text, "身份证件种类", "kind of identity document"),
            column("name_birth", Is::Index, "姓名和出生日期的盲索引", "blind index of name and birth date"),
            column("answers", Is::Json, "推荐表内容（个人信息除外）", "answers that are not personal"),
            column("sealed", Is::Sealed, "推荐表中的个人信息", "personal answers"),
            column(
                "findings",
                Is::Text,
                "未解决问题项数：必须 原则上 建议",
                "open findings: must, in principle, advice",
            ),
            column("weight", Is::Number, "按问题轻重排序的数值", "number to order by findings"),
            column("changed_by", Is::Text, "最近修改人账号", "account that changed it last"),
            column("changed_at", Is::Instant, "最近修改时间", "when it was changed last"),
            column("created_at", Is::Instant, "建立时间", "when it was made"),
            column("handed_in_at", Is::Instant, "报送时间", "when it was handed in"),
            column("due_at", Is::Instant, "补正期限", "when a correction is due"),
        ],
    ),
    table(
        "nomination_member",
        "团队成员的盲索引",
        "blind indexes of a team's members",
        &[
            column("nomination_id", Is::Text, "推荐标识", "nomination"),
            column("person", Is::Index, "身份证件的盲索引", "blind index of the identity document"),
        ],
    ),
    table(
        "nomination_snapshot",
        "报送时的推荐",
        "nominations as handed in",
        &[
            column("nomination_id", Is::Text, "推荐标识", "nomination"),
            column("version", Is::Number, "填写版本", "version of the answers"),
            column("submission_id", Is::Text, "报送标识", "submission"),
            column("answers", Is::Json, "推荐表内容（个人信息除外）", "answers that are not personal"),
            column("sealed", Is::Sealed, "推荐表中的个人信息", "personal answers"),
        ],
    ),
    table(
        "attestation",
        "民主程序等记载",
        "procedures that units recorded",
        &[
            column("id", Is::Text, "记载标识", "identifier of the entry"),
            column("unit_id", Is::Text, "单位标识", "unit"),
            column("subject", Is::Text, "对象", "what it is about"),
            column("item", Is::Text, "项目", "which procedure"),
            column("text", Is::Text, "内容", "what was recorded"),
            column("recorded_by", Is::Text, "记载人账号", "account that recorded it"),
            column("recorded_at", Is::Instant, "记载时间", "when it was recorded"),
        ],
    ),
    table(
        "waiver",
        "特殊情况说明",
        "waivers",
        &[
            column("subject", Is::Text, "对象", "what it is about"),
            column("rule", Is::Text, "规则", "rule"),
            column("unit_id", Is::Text, "单位标识", "unit"),
            column("campaign_id", Is::Text, "活动标识", "campaign"),
            column("reason", Is::Text, "说明", "reason"),
            column("written_by", Is::Text, "填写人账号", "account that wrote it"),
            column("written_at", Is::Instant, "填写时间", "when it was written"),
        ],
    ),
    table(
        "submission",
        "报送",
        "submissions",
        &[
            column("id", Is::Text, "报送标识", "identifier of the submission"),
            column("campaign_id", Is::Text, "活动标识", "campaign"),
            column("unit_id", Is::Text, "单位标识", "unit"),
            column("number", Is::Text, "回执编号", "number on the receipt"),
            column("manifest", Is::Text, "报送清单", "manifest"),
            column("manifest_hash", Is::Text, "报送清单的SHA-256", "SHA-256 of the manifest"),
            column("repeat_key", Is::Secret, "防重复提交的键", "key against handing in twice"),
            column("submitted_by", Is::Text, "报送人账号", "account that handed in"),
            column("submitted_at", Is::Instant, "报送时间", "when it was handed in"),
        ],
    ),
    table(
        "examination",
        "形式审查",
        "formal examinations",
        &[
            column("id", Is::Text, "审查标识", "identifier of the examination"),
            column("nomination_id", Is::Text, "推荐标识", "nomination"),
            column("verdict", Is::Text, "结论", "verdict"),
            column("note", Is::Text, "意见", "note"),
            column("due_at", Is::Instant, "补正期限", "when a correction is due"),
            column("examiner", Is::Text, "审查人账号", "account of the examiner"),
            column("at", Is::Instant, "审查时间", "when it took place"),
        ],
    ),
    table(
        "examination_line",
        "形式审查的各项",
        "checks of an examination",
        &[
            column("examination_id", Is::Text, "审查标识", "examination"),
            column("check_id", Is::Text, "审查项", "check"),
            column("passed", Is::Flag, "是否通过", "whether it was passed"),
            column("reason", Is::Text, "原因", "reason"),
        ],
    ),
    table(
        "recommendation_code",
        "推荐码的发放",
        "recommendation codes issued",
        &[
            column("nomination_id", Is::Text, "推荐标识", "nomination"),
            column("issued_at", Is::Instant, "发放时间", "when it was issued"),
            column("code", Is::Secret, "推荐码", "code"),
            column("used_at", Is::Instant, "使用时间", "when it was used"),
        ],
    ),
    table(
        "honour",
        "荣誉表彰名册",
        "honours held earlier",
        &[
            column("id", Is::Text, "荣誉标识", "identifier of the entry"),
            column("campaign_id", Is::Text, "活动标识", "campaign"),
            column("series", Is::Text, "荣誉名称", "honour"),
            column("label", Is::Text, "届次", "which edition"),
            column("name_birth", Is::Index, "姓名和出生日期的盲索引", "blind index of name and birth date"),
            column("person", Is::Index, "身份证件的盲索引", "blind index of the identity document"),
        ],
    ),
    table(
        "counter",
        "各状态计数",
        "counts by state",
        &[
            column("campaign_id", Is::Text, "活动标识", "campaign"),
            column("facet", Is::Text, "类别", "what is counted by"),
            column("value", Is::Text, "值", "value"),
            column("n", Is::Number, "数量", "count"),
        ],
    ),
    table(
        "activity_entry",
        "活动台账",
        "log of activities",
        &[
            column("id", Is::Text, "台账标识", "identifier of the entry"),
            column("campaign_id", Is::Text, "活动标识", "campaign"),
            column("unit_id", Is::Text, "单位标识", "unit"),
            column("activity", Is::Text, "项目", "item of the activity table"),
            column("title", Is::Text, "名称", "title"),
            column("day", Is::Text, "日期", "day"),
            column("place", Is::Text, "地点", "place"),
            column("participants", Is::Number, "参加人数", "participants"),
            column("outlet", Is::Text, "媒体", "outlet"),
            column("link", Is::Text, "链接", "link"),
            column("counted", Is::Number, "计入数量", "number that the table counts"),
            column("corrects", Is::Text, "更正的台账", "entry that it corrects"),
            column("logged_by", Is::Text, "登记人账号", "account that logged it"),
            column("logged_at", Is::Instant, "登记时间", "when it was logged"),
            column("removed_by", Is::Text, "删除人账号", "account that removed it"),
            column("removed_at", Is::Instant, "删除时间", "when it was removed"),
        ],
    ),
    table(
        "activity_figure",
        "开展情况表中改写的数",
        "overtyped figures of the activity table",
        &[
            column("id", Is::Text, "改写标识", "identifier of the figure"),
            column("campaign_id", Is::Text, "活动标识", "campaign"),
            column("unit_id", Is::Text, "单位标识", "unit"),
            column("activity", Is::Text, "项目", "item of the activity table"),
            column("figure", Is::Number, "改为", "figure instead of the count"),
            column("reason", Is::Text, "理由", "reason"),
            column("overtyped_by", Is::Text, "改写人账号", "account that overtyped it"),
            column("overtyped_at", Is::Instant, "改写时间", "when it was overtyped"),
            column("withdrawn_by", Is::Text, "撤回人账号", "account that withdrew it"),
            column("withdrawn_at", Is::Instant, "撤回时间", "when it was withdrawn"),
        ],
    ),
    table(
        "blob",
        "文件内容",
        "contents of files",
        &[
            column("hash", Is::Text, "SHA-256", "SHA-256"),
            column("bytes", Is::Number, "字节数", "bytes"),
            column("kind", Is::Text, "文件种类", "kind by content"),
            column("facts", Is::Json, "画面、时长等", "frame, playing time and the like"),
            column("stored_at", Is::Instant, "存入时间", "when it was stored"),
        ],
    ),
    table(
        "attachment",
        "材料",
        "materials",
        &[
            column("id", Is::Text, "材料标识", "identifier of the material"),
            column("campaign_id", Is::Text, "活动标识", "campaign"),
            column("unit_id", Is::Text, "单位标识", "unit"),
            column("nomination_id", Is::Text, "推荐标识", "nomination"),
            column("material", Is::Text, "材料项", "which material of the rulebook"),
            column("ordinal", Is::Number, "顺序", "place in the order"),
            column("name", Is::Text, "文件名", "name of the file"),
            column("hash", Is::Text, "内容的SHA-256", "SHA-256 of the content"),
            column("link", Is::Text, "链接", "link"),
            column("added_by", Is::Text, "添加人账号", "account that added it"),
            column("added_at", Is::Instant, "添加时间", "when it was added"),
            column("removed_by", Is::Text, "移除人账号", "account that removed it"),
            column("removed_at", Is::Instant, "移除时间", "when it was removed"),
            column("submission_id", Is::Text, "报送标识", "submission that it went with"),
        ],
    ),
];

/// Tables that no archive holds, each with the reason.
pub const LEFT_OUT: &[Table] = &[
    table("event", "审计日志的记录，全部在record目录", "lines of the audit log: all in the folder record", &[]),
    table("upload", "正在上传的文件", "files that are still arriving", &[]),
    table("turn_row", "审计日志的轮次，在record目录", "turns of the audit log: in the folder record", &[]),
    table("log_head", "审计日志的检查点，在record目录", "checkpoints of the audit log: in the folder record", &[]),
    table("setting", "本机设置，不属于活动", "settings of the installation, not of a campaign", &[]),
    table("migration", "数据库版本，不属于活动", "the database's version, not of a campaign", &[]),
    table("session", "登录会话，过期即失效", "sessions, which expire", &[]),
    table("access_token", "访问令牌，属于账号的秘密", "access tokens, which are secret", &[]),
    table("attempt", "登录尝试的间隔", "pauses between attempts to sign in", &[]),
    table("held_form", "尚未提交的填写，登录后即清除", "what was typed and not sent, cleared after signing in", &[]),
    table("person_turn", "查重用的轮次", "turns by which persons are compared", &[]),
    table("nomination_search", "检索用的词，由推荐内容生成", "terms to search by, made from the nominations", &[]),
];
