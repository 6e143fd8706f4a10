# 问题项
list-comma = 、
list-semicolon = ；
figure-comma = ，
quoted = “{ $text }”
finding-clause = 依据：通知{ $clauses }
finding-clause-none = 通知没有写明，由活动办公室设定
finding-cell = { $table }第 { $row } 行{ $column }
finding-some-rule = 活动规则的一项要求
finding-some-field = 推荐表中的一栏
finding-some-option = 已停用的选项
finding-some-honour = 登记库中的一项荣誉表彰
finding-some-body = 联合主办单位
finding-some-opinion = 应有的意见
finding-some-procedure = 应办的程序
finding-joint-opinion = { $body }的会签意见

# 单个栏目：错在哪里
wrong-missing = { $field }没有填写
wrong-too-long = { $field }超过字数
wrong-too-short = { $field }字数不够
wrong-forbidden = { $field }中有不能使用的字符
wrong-not-a-date = { $field }不是有效日期
wrong-not-a-month = { $field }不是有效年月
wrong-date-out-of-range = { $field }不在有效范围内
wrong-not-a-name = { $field }中有不能用于姓名的字符
wrong-not-an-option = { $field }选的不是列出的选项
wrong-not-a-number = { $field }不是整数
wrong-number-out-of-range = { $field }超出范围
wrong-not-a-phone = { $field }不是有效的电话号码
wrong-not-an-email = { $field }不是有效的电子邮箱
wrong-identity-length = { $field }的号码位数不对
wrong-identity-characters = { $field }的号码中有不该有的字符
wrong-identity-birth-date = { $field }的号码第7至14位不是有效的出生日期
wrong-identity-checksum = { $field }的号码最后一位校验码不对
wrong-birth-date-differs = { $field }与身份证号码中的出生日期不一致
wrong-not-declared = { $field }没有确认
wrong-too-few-rows = { $field }行数不够
wrong-too-many-rows = { $field }行数过多
wrong-unknown-field = 填写了推荐表中没有的栏目

# 单个栏目：数字
figure-typed = 填写的是“{ $found }”
figure-too-long = { $found } 字，最多 { $bound } 字
figure-too-short = { $found } 字，至少 { $bound } 字
figure-too-few-rows = 已填 { $found } 行，至少 { $bound } 行
figure-too-many-rows = 已填 { $found } 行，最多 { $bound } 行
figure-character = 字符编码 { $character }
figure-identity-length = 填写了 { $found } 位；居民身份证应为 18 位，其他证件应为 4 至 30 位
bounds-both = 应在 { $least } 至 { $most } 之间
bounds-least = 应不小于 { $least }
bounds-most = 应不大于 { $most }

# 单个栏目：怎么改
mend-missing = 请填写{ $field }
mend-missing-choice = 请选择{ $field }
mend-missing-declaration = 请阅读{ $field }后勾选确认
mend-missing-rows = 请填写{ $field }，至少1行
mend-too-long = 请删去 { $n } 字，最多 { $bound } 字
mend-too-short = 请再写 { $n } 字，至少 { $bound } 字
mend-forbidden = 请删去编码为 { $character } 的字符（可能看不见），或者清空后重新输入
mend-not-a-date = 请按年、月、日填写公历日期，例如1978年3月27日
mend-not-a-month = 请按年、月填写，例如2006年7月；到现在为止的填写“至今”
mend-date-out-of-range = 请填写1900年1月1日至今天之间的日期
mend-not-a-name = 请按证件上的姓名填写，少数民族姓名中间用“·”
mend-not-an-option = 请从列出的选项中选择
mend-not-a-number = 请用数字填写整数，不带单位
mend-number-out-of-range = 请核对数字，{ $bounds }
mend-not-a-phone = 请填写电话号码，7至15位数字，可以带“+”和“-”
mend-not-an-email = 请填写完整的电子邮箱，例如name@example.org
mend-identity-length = 请核对证件类型和号码：居民身份证18位，其他证件4至30位
mend-identity-characters = 请核对号码：居民身份证只有数字，最后一位可以是X；其他证件只有字母、数字、括号、“-”和“/”
mend-identity-birth-date = 请核对号码第7至14位的出生日期
mend-identity-checksum = 请逐位核对号码，最后一位应由前17位算出
mend-birth-date-differs = 请核对出生日期和身份证号码第7至14位
mend-not-declared = 请阅读后勾选确认
mend-too-few-rows = 请再填 { $n } 行，至少 { $bound } 行
mend-too-many-rows = 请删去 { $n } 行，最多 { $bound } 行
mend-unknown-field = 请删去推荐表中没有的内容

# 规则：数字
answer-yes = 是
answer-no = 否
answer-none = 未填写
answer-not-concerned = 不涉及
figure-answer = { $field }：{ $answer }
figure-rank-below = 应低于{ $limit }
figure-honours-none = 推荐表和登记库中都没有
figure-honours-named = 推荐表中填写：{ $names }
figure-honours-registered = 登记库中有：{ $names }
figure-age = 截至{ $day } { $age } 周岁
figure-age-unknown = 截至{ $day }的年龄未知
figure-age-both = 应为 { $least } 至 { $most } 周岁
figure-age-least = 应不小于 { $least } 周岁
figure-age-most = 应不超过 { $most } 周岁
figure-born-since = 应在{ $day }（含）以后出生
figure-choice-allowed = 应为{ $names }
figure-choice-refused = 不能是{ $names }
figure-members = 已填 { $found } 人，应为 { $least } 至 { $most } 人
figure-members-exactly = 已填 { $found } 人，应为 { $most } 人
figure-once-nowhere = 没有发现重复推荐
figure-once-here = 本单位另有同一人选的推荐
figure-once-elsewhere = 其他推荐单位也推荐了同一人选
figure-recorded = 已登记
figure-not-recorded = 未登记
figure-list-empty = 名单中还没有人
figure-share = { $what } { $part } 人，占 { $percent }
figure-share-least = 应不低于 { $share }
figure-share-most = 应不超过 { $share }
figure-share-rounded = { $bound }（{ $rounding }为 { $n } 人）
figure-share-asleep = 名单不足 { $smallest } 人，不作要求
rounding-down = 舍去小数
rounding-up = 有小数进一
rounding-nearest = 四舍五入
attribute-some = 符合条件的
attribute-younger = { $years }岁以下
attribute-up-to = { $years }岁及以下
attribute-flag = “{ $field }”填“是”的
attribute-chosen = “{ $field }”填{ $names }的

# 名额
quota-kept = 推荐人选没有超过名额
quota-exceeded = 推荐人选超过名额
quota-reached = 推荐人选达到规定数量
quota-short = 推荐人选少于规定数量
figure-quota-exactly = 推荐 { $used } 名，定额 { $allowed } 名
figure-quota-at-most = 推荐 { $used } 名，不超过 { $allowed } 名
figure-quota-at-least = 推荐 { $used } 名，不少于 { $allowed } 名
figure-quota-extra = 其中增加名额 { $extra } 名

# 保密审查声明
secrecy-declared = 已作保密审查声明
secrecy-not-declared = 还没有作保密审查声明

# 规则：怎么改
mend-fill = 请填写{ $fields }
mend-check-must = 请核对{ $fields }；情况属实的，不能推荐
mend-check-in-principle = 请核对{ $fields }；情况属实的，请填写特殊情况说明
mend-check-advice = 请核对{ $fields }；情况属实的，不影响报送
mend-or-waive = { $mend }；确有特殊情况的，请填写特殊情况说明
mend-members-add = 请再填 { $n } 人
mend-members-remove = 请减少 { $n } 人
mend-once-here = 请撤回重复的一份推荐
mend-once-elsewhere = 请核对证件号码和人选；确认无误的，请与活动办公室联系
mend-record = 请办理后登记{ $thing }
mend-share-open = 请把名单中每个人的{ $field }填写完整
mend-share-least = 请调整名单：共 { $whole } 人时，{ $what }至少 { $n } 人
mend-share-most = 请调整名单：共 { $whole } 人时，{ $what }最多 { $n } 人
mend-quota = 请减少 { $n } 名
mend-quota-short = 请补足 { $n } 名；确需少报的，请填写特殊情况说明
mend-secrecy = 请完成保密审查，阅读声明后勾选确认
