package makeup

import (
	"testing"

	"paiban/layout/edition"
)

// TestHeadText: reports name a story by its head in one line.
func TestHeadText(t *testing.T) {
	lines := func(s ...string) (out []edition.Inline) {
		for _, l := range s {
			out = append(out, edition.Inline{Runes: []rune(l)})
		}
		return out
	}
	for _, c := range []struct {
		kicker, head []edition.Inline
		want         string
	}{
		{nil, lines("打造新平台 提供多元公益服务"), "打造新平台 提供多元公益服务"},
		{lines("市妇女儿童活动中心"), lines("打造新平台"), "市妇女儿童活动中心 打造新平台"},
		{lines("华东电缆："), lines("擦亮党建品牌", "汇聚红色动能"), "华东电缆：擦亮党建品牌 汇聚红色动能"},
		{nil, nil, ""},
	} {
		if got := headText(&edition.Story{Kicker: c.kicker, Head: c.head}); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}
