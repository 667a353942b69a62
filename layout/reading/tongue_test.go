package reading

import (
	"strings"
	"testing"
)

// TestTongues marks the stretches found as [lang:text].
func TestTongues(t *testing.T) {
	for _, c := range []struct{ home, text, lang, want string }{
		{"zh-CN", "国人在大中。", "zh-CN", "国人在大中。"},
		{"zh-CN", "据Science Advances杂志报道", "zh-CN", "据[en:Science Advances]杂志报道"},
		{"zh-CN", "他说“To be, or not to be.”，然后走了", "zh-CN", "他说“[en:To be, or not to be].”，然后走了"},
		{"zh-CN", "用Facebook和iPhone 6s Plus", "zh-CN", "用[en:Facebook]和[en:iPhone 6s Plus]"},
		{"zh-CN", "GDP增长5.2%，5G、A4纸、6S管理、NBA、KTV、APP", "zh-CN", "GDP增长5.2%，5G、A4纸、6S管理、NBA、KTV、APP"},
		{"zh-CN", "见https://www.w3.org/TR/clreq/和a@example.com", "zh-CN", "见https://www.w3.org/TR/clreq/和a@example.com"},
		{"zh-CN", "THE TIMES在伦敦出版", "zh-CN", "[en:THE TIMES]在伦敦出版"},
		{"zh-CN", "offic\u00adial一词，don’t一词", "zh-CN", "[en:offic\u00adial]一词，[en:don’t]一词"},
		{"zh-CN", "注音Jiāozuò Xiūwǔ不是英语", "zh-CN", "注音Jiāozuò Xiūwǔ不是英语"},
		{"zh-CN", "店名ありがとう，鲜の味，안녕 하세요。", "zh-CN", "店名[ja:ありがとう]，鲜の味，[ko:안녕 하세요]。"},
		{"zh-CN", "Spring comes to the old town 春.", "en", "Spring comes to the old town [zh-CN:春]."},
		{"zh-CN", "JIAOZUO DAILY", "en", "JIAOZUO DAILY"},
		{"zh-CN", "GDP", "zh-CN", "GDP"},
		{"en", "The paper is called 焦作日报, or 焦作晚报，2024年.", "en", "The paper is called [zh:焦作日报], or [zh:焦作晚报，2024年]."},
		{"en-GB", "A line of English.", "en-GB", "A line of English."},
		{"en", "小城春早", "zh", "小城春早"},
		{"en", "日本のことば, きれい", "ja", "日本のことば, きれい"},
		{"ja", "東京の春 Spring comes", "ja", "東京の春 [en:Spring comes]"},
		{"ja", "ソウル 서울", "ja", "ソウル [ko:서울]"},
		{"", "", "", ""},
	} {
		lang := Language(c.text, c.home)
		if lang != c.lang {
			t.Errorf("%q is in %q, want %q", c.text, lang, c.lang)
		}
		var b strings.Builder
		rs, at := []rune(c.text), 0
		for _, g := range Tongues(c.text, lang, c.home) {
			if g.From < at || g.To <= g.From || g.To > len(rs) {
				t.Fatalf("%q: %+v after %d", c.text, g, at)
			}
			b.WriteString(string(rs[at:g.From]) + "[" + g.Lang + ":" + string(rs[g.From:g.To]) + "]")
			at = g.To
		}
		if got := b.String() + string(rs[at:]); got != c.want {
			t.Errorf("%s", got)
			t.Errorf("%s is wanted", c.want)
		}
	}
}
