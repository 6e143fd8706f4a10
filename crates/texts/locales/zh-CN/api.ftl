# 程序接口

api-not-json = 请求内容须为 JSON（Content-Type: application/json）。
api-malformed = 请求内容不是正确的 JSON：第{ $line }行第{ $column }个字节。
api-unfit = 请求内容与接口说明不符：{ $detail }
api-too-large = 请求内容过大，未接收。
api-fields-wrong = 部分栏目无法接收，均未保存。
api-unknown-field = 推荐表没有这个栏目。
api-unfit-answer = 填写内容的形式与栏目不符。
api-unknown-part = 没有这样的续页标记，请从头查询。
api-not-a-time = 时间须为 RFC 3339 格式，例如 2026-05-20T18:00:00+08:00。
api-version-missing = 请写明结论依据的是哪一版：version填查看时读到的版本号。
