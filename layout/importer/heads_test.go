package importer

import (
	"strings"
	"testing"
)

// TestHeadLines: heads of two lines keep them, wherever they come from; lines of one
// length are a head, others kicker, head and deck.
func TestHeadLines(t *testing.T) {
	const body = "今年以来，全市上下团结一心，攻坚克难，经济运行稳中有进，稳中向好，主要指标好于预期。"
	const one, two = "凝心聚力谋发展", "真抓实干开新局"
	docx := func(ps ...string) *Draft {
		d, err := Docx(wordFile(t, map[string]string{
			"word/document.xml": wordBody(strings.Join(ps, "") + "<w:p><w:r><w:t>" + body + "</w:t></w:r></w:p>"),
			"word/styles.xml":   `<w:styles xmlns:w="w"><w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style></w:styles>`,
		}))
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	title := func(runs string) string {
		return `<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r>` + runs + `</w:r></w:p>`
	}
	for _, c := range []struct {
		what               string
		d                  *Draft
		kicker, head, deck string // their lines parted by |
	}{
		{"plain", Read(one + "\n" + two + "\n\n" + body), "", one + "|" + two, ""},
		{"plain, deck", Read(one + "\n" + two + "\n——我市经济工作综述\n\n" + body), "", one + "|" + two, "——我市经济工作综述"},
		{"plain, kicker", Read("市委全会召开\n" + one + "\n" + two + "\n\n" + body), "市委全会召开", one + "|" + two, ""},
		{"plain, quoted", Read("学习“千万工程”经验\n凝聚乡村振兴合力\n\n" + body), "", "学习“千万工程”经验|凝聚乡村振兴合力", ""},
		{"plain, unlike", Read("博爱县\n" + two + "\n\n" + body), "博爱县", two, ""},
		{"plain, short", Read("小城\n春早\n\n" + body), "小城", "春早", ""},
		{"setext", Markdown(one + "\n" + two + "\n===\n\n" + body), "", one + "|" + two, ""},
		{"setext, deck's level", Markdown("# 主题\n\n" + body + "\n\n" + one + "\n" + two + "\n---\n\n" + body), "", "主题", ""},
		{"break", Markdown("# " + one + "<br>" + two + "\n\n" + body), "", one + "|" + two, ""},
		{"two headings", Markdown("# " + one + "\n# " + two + "\n\n" + body), "", one + "|" + two, ""},
		{"no heading", Markdown(one + "  \n" + two + "\n\n" + body), "", one + "|" + two, ""},
		{"docx, break", docx(title("<w:t>" + one + "</w:t><w:br/><w:t>" + two + "</w:t>")), "", one + "|" + two, ""},
		{"docx, two titles", docx(title("<w:t>"+one+"</w:t>"), title("<w:t>"+two+"</w:t>")), "", one + "|" + two, ""},
		{"docx, no style", docx("<w:p><w:r><w:t>" + one + "</w:t><w:br/><w:t>" + two + "</w:t></w:r></w:p>"), "", one + "|" + two, ""},
	} {
		if len(c.d.Stories) != 1 {
			t.Errorf("%s: %d stories", c.what, len(c.d.Stories))
			continue
		}
		s := c.d.Stories[0]
		for i, got := range [][]string{s.Kicker, s.Head, s.Deck} {
			if want := []string{c.kicker, c.head, c.deck}[i]; strings.Join(got, "|") != want {
				t.Errorf("%s: %s %q, want %q", c.what, []string{"kicker", "head", "deck"}[i], got, want)
			}
		}
	}
}
