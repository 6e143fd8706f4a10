# 不能办理的原因和怎么办
refused-title = 没有办成
refused-not-found = 没有找到
refusal-not-found = 没有找到这个页面。请核对网址，或者回到待办。
refusal-forbidden = 您的账号不能办理这件事。需要办理的，请与活动办公室联系。
refusal-signed-out = 登录已过期。请重新登录，再继续办理。
refusal-stale = 您打开之后，有人改过这份推荐表。请对照现在的内容，核对后再提交。
refusal-same-person = 这一步应由另一个人办理，提出人不能自己确认。
refusal-taken = 这个名称已经有了，请换一个。
refusal-wrong-credentials = 账号、密码或验证码不对。请核对后再试。
refusal-busy = 现在办理的人较多。请稍等一会儿再试，已填的内容没有丢失。
refusal-fault = 系统出错，这次没有办成。请再试一次；仍不成功的，请与活动办公室联系。
refusal-findings = 还有必须改正的问题，暂不能报送。请逐项改正后再报送。
refusal-late = 已过截止时间（{ $closed }），系统不再受理。
refusal-wrong-state = 这份推荐现在是“{ $state }”状态，不能办理这件事。请刷新页面后再看。
refusal-too-soon = 试的次数过多，请在 { $seconds } 秒后再试。

# 填写有误
campaign-does-not-fit-role = 角色与活动不符：系统管理员、安全管理员和审计员不属于任何活动，其他角色必须指定活动。
second-factor-stands = 已经设置过动态验证码。验证器丢失的，请申请重发账号信。
token-scope-missing = 请选择令牌的用途：只能查看，或者查看和办理。
unit-does-not-fit-role = 角色与推荐单位不符：推荐单位的账号必须指定单位，其他角色不能指定单位。
unit-not-of-campaign = 这个活动没有这个推荐单位，请核对单位编号。
login-wrong = 账号应为 3 至 60 个字符，只用字母、数字、“.”、“-”和“_”，请重新填写。
password-unchanged = 新密码与现在的密码相同，请换一个。
password-too-short = 密码不足 10 个字符，请加长。
password-too-weak = 密码太容易猜到，或者超过 200 个字符。请不要用账号、重复的字符和常见的密码。
key-missing = 这个页面已失效，请刷新后再报送。
nothing-to-hand-in = 没有可以报送的推荐。请先填写推荐人选；不推荐的，请写明原因后作零报告。
checks-not-passed = 还有审查项没有通过，不能受理。请退回补正，或者改正审查结论。
return-needs-a-reason = 退回补正至少要有一项没有通过，请指出哪一项需要补正。
each-reason-in-words = 没有通过的每一项都要写明原因。
due-in-the-past = 补正时限已经过去，请选今天以后的时间。
checks-open = 还有审查项没有结论，请逐项审查。
together-no-what = 请选择要办理的事。
together-too-many = 一次最多办理200份。
extension-not-later = 延长后的时限应晚于现在的报送时限，请另选时间。
no-extra-quota-here = 这个推荐渠道不能增加这么多名额，请核对通知规定的增加名额。
text-missing = 还没有写内容，请填写。
text-too-long = 文字太长：原因最多 600 字，意见和备注最多 2,000 字，名称最多 60 字。请精简后再提交。
text-forbidden = 内容中有不能使用的字符，请删去后重新输入。

# 导入表中的一行
unit-lines-wrong = 表中有错误，没有写入。请逐行改正后再导入。
import-size = 一次可以导入 1 至 5,000 行，现有 { $found } 行
unit-clerk-wrong = 经办人姓名“{ $found }”不能用：最多100字，不能有特殊字符
unit-name-wrong = 单位名称“{ $found }”不能用：应为 1 至 100 字，不能有特殊字符
unit-kind-unknown = 没有“{ $found }”这种单位类别，请按活动规则中的类别填写
unit-kind-without-channel = 单位类别“{ $found }”没有推荐渠道，请先在活动规则中补上
unit-twice = 单位“{ $found }”重复，已经有了或者表中写了两次
series-unknown = 没有“{ $found }”这个荣誉系列，请按活动规则中的系列填写
honours-empty = 名单中没有一行，请把已获荣誉的人逐行写在列名下面
honour-without-person = “{ $found }”一行没有证件号码，也没有姓名加出生日期，请至少填写其中一样
field-unknown = 表中有这一页没有的项，没有保存。请回到上一页重新填写。
