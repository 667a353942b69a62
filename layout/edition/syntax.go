package edition

import (
	"strings"

	"paiban/layout/diag"
)

// syntaxText gives the TOML decoder's message in both languages. Its own is
// English; the commonest are named in Chinese too.
func syntaxText(msg string) diag.Text {
	en := "not valid TOML: " + msg
	for _, m := range syntaxMessages {
		if strings.Contains(msg, m.part) {
			return diag.Text{ZH: "TOML 写法有误：" + m.zh, EN: en}
		}
	}
	return diag.Text{ZH: "TOML 写法有误：" + msg, EN: en}
}

// syntaxMessages pairs a part of the decoder's message with what it means to an editor.
var syntaxMessages = []struct{ part, zh string }{
	{"strings cannot contain newlines", "字符串在一行内没有收住引号；多行文字用 '''…'''"},
	{"invalid escape", "双引号字符串里的反斜杠要写成 \\\\，或改用单引号"},
	{"expected '\"\"\"'", "缺收尾的 \"\"\""},
	{"expected \"'''\"", "缺收尾的 '''"},
	{"expected '\"'", "缺收尾的双引号"},
	{"expected \"'\"", "缺收尾的单引号"},
	{"has already been defined", "同一个键或表写了两次"},
	{"already exists", "同一个键或表写了两次"},
	{"was already created", "同一个键或表写了两次"},
	{"expected value but found", "等号后面的值不对；文字要加引号"},
	{"unexpected EOF; expected value", "等号后面没有值"},
	{"expected a top-level item to end with a newline", "值后面还有多余的字符"},
	{"expected '.' or '='", "键后面缺等号"},
	{"key name appears blank", "等号前面缺键名"},
	{"expected a comma", "数组或表里缺逗号或收尾括号"},
	{"unexpected comma", "多了一个逗号"},
	{"table names cannot be empty", "方括号里缺表名"},
	{"expected '.' or ']'", "表名后面缺“]”"},
	{"expected end of table array name", "[[…]] 缺一个“]”"},
	{"expected value", "值不对；文字要加引号"},
	{"Invalid integer", "整数写得不对"},
	{"Invalid float", "小数写得不对"},
	{"datetime", "日期写得不对，应如 2024-01-12"},
	{"control characters are not allowed", "文件里有控制字符"},
}
