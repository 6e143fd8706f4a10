# Files

probe-bytes = { $count }字节
probe-shown = 显示为{ $frame }
probe-lasts = { $seconds }秒
probe-pages = { $pages }页
probe-measured = { $said }（{ $figure }）

media-empty = 文件是空的，没有内容。请重新选择文件。
media-unrecognised = 认不出这是什么文件。请用常见软件另存为要求的格式。
media-unreadable = 文件已损坏，打不开。请重新导出或者重新拷贝。
media-truncated = 文件不完整，后面缺了一截。请从原设备重新拷贝。
media-too-large = 文件太大，没有检查内容。请压缩后再试。
media-too-many-pixels = 画面尺寸超过系统能处理的范围。请缩小后再试。
media-unsupported-colour = 颜色格式（CMYK、12位等）在网页和打印时可能走样。建议另存为普通的RGB图片。
media-polyglot = 文件里夹带了另一种文件。请用图片或者视频软件另存一份。
media-active-content = 文件含有脚本、程序或者附件。请去掉后另存一份。
media-macros = 文档含有宏。请另存为不带宏的文档。
media-external-links = 文档打开时会读取外部内容。请断开链接，把内容存进文档里。
media-encrypted = 文件设有密码或者使用限制。请去掉密码后另存一份。
media-bomb = 文件展开后过大，或者处理起来过于费时，已停止检查。请重新制作。
media-nested = 压缩包里还有压缩包，里面的内容没有检查。请解开后再打包。
media-unsafe-names = 压缩包里有不安全或者重复的文件名。请改名后重新打包。
media-index-missing = 视频没有录完或者没有保存好，缺少索引，无法播放。请重新导出。
media-picture-missing = 视频里没有画面。请检查是否选错了文件。
media-zero-duration = 视频时长为0。请重新导出。
