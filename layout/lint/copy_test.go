package lint

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"paiban/layout/diag"
	"paiban/layout/edition"
)

// find runs one rule over paragraphs of copy and gives what it finds as
// "code@paragraph:column+width".
func find(rule func(*checker, *story), paragraphs ...string) []string {
	s := &edition.Story{ID: "s"}
	for i, p := range paragraphs {
		kind := edition.Paragraph
		if h, ok := strings.CutPrefix(p, "# "); ok {
			kind, p = edition.Crosshead, h
		}
		s.Copy = append(s.Copy, edition.Block{Kind: kind, Inline: edition.Inline{
			Runes: []rune(p), Pos: diag.Pos{File: "a.txt", Line: i + 1, Col: 1},
		}})
	}
	return run(rule, s)
}

func run(rule func(*checker, *story), s *edition.Story) []string {
	fs := &diag.Findings{}
	rule(&checker{ed: &edition.Edition{}, fs: fs, tally: newTally()}, read(s))
	var out []string
	for _, f := range fs.Sorted() {
		out = append(out, fmt.Sprintf("%s@%d:%d+%d", f.Code, f.Pos.Line, f.Pos.Col, f.Width))
	}
	return out
}

func TestQuotes(t *testing.T) {
	for _, c := range []struct {
		copy []string
		want []string
	}{
		{[]string{"他说：“好。”"}, nil},
		{[]string{"他说：“好。"}, []string{"unpaired-quote@1:4+1"}},
		{[]string{"他说：好。”"}, []string{"unpaired-quote@1:6+1"}},
		{[]string{"“甲！”乙……”丙，“丁”的“戊”"}, []string{"unpaired-quote@1:8+1"}},
		{[]string{"“一段。", "“二段。", "“三段。”"}, nil},
		{[]string{"“一段。", "“‘二段。", "“‘三段。’”"}, nil},
		{[]string{"“一段。", "二段。”"}, []string{"unpaired-quote@1:1+1"}}, // told once
		{[]string{"“一段。", "“二段。"}, []string{"unpaired-quote@2:1+1"}},
		{[]string{"“甲‘乙”"}, []string{"unpaired-quote@1:3+1"}},
		{[]string{"“甲’乙”"}, []string{"unpaired-quote@1:3+1"}},
		{[]string{"“甲“乙”"}, []string{"unpaired-quote@1:1+1"}}, // not the nesting
		{[]string{"“甲“乙”丙”"}, []string{"quote-nesting@1:3+1"}},
		{[]string{"“甲‘乙’丙”"}, nil},
		{[]string{"甲‘乙’丙"}, []string{"quote-nesting@1:2+1"}},
		{[]string{"《甲《乙》丙》"}, []string{"quote-nesting@1:3+1"}},
		{[]string{"《甲〈乙〉丙》"}, nil},
		{[]string{"Tom’s，1990’s"}, nil},
		{[]string{"（甲"}, []string{"unpaired-bracket@1:1+1"}},
		{[]string{"甲乙丙丁）"}, []string{"unpaired-bracket@1:5+1"}},
		{[]string{"(甲）乙（丙)"}, nil}, // a mixed pair is a half-width mark
		{[]string{"（甲“乙）丙”"}, []string{"unpaired-quote@1:3+1", "unpaired-quote@1:7+1"}},
		{[]string{"1）甲；2）乙。3)丙"}, nil},
		{[]string{"", "“”"}, nil},
	} {
		if got := find((*checker).quotes, c.copy...); !slices.Equal(got, c.want) {
			t.Errorf("%q: %q, want %q", c.copy, got, c.want)
		}
	}
}

// The lines of a head are one text, and no part of the copy.
func TestQuotesOfHeads(t *testing.T) {
	in := func(line int, s string) edition.Inline {
		return edition.Inline{Runes: []rune(s), Pos: diag.Pos{File: "a.txt", Line: line, Col: 1}}
	}
	s := &edition.Story{
		Kicker: []edition.Inline{in(1, "“甲")},
		Head:   []edition.Inline{in(2, "“乙"), in(3, "丙”")},
		Copy:   []edition.Block{{Kind: edition.Paragraph, Inline: in(4, "丁”")}},
	}
	want := []string{"unpaired-quote@1:1+1", "unpaired-quote@4:2+1"}
	if got := run((*checker).quotes, s); !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestHalfWidth(t *testing.T) {
	for _, c := range []struct {
		copy string
		want []string
	}{
		{"博爱县:学习", []string{"half-width-mark@1:4+1"}},
		{"朱乐军(左)在", []string{"half-width-mark@1:4+3"}},
		{"朱乐军(左,右)在", []string{"half-width-mark@1:4+5", "half-width-mark@1:6+1"}},
		{"美联社(AP)电", []string{"half-width-mark@1:4+4"}},
		{"好!真的?是;的,对.", []string{"half-width-mark@1:2+1", "half-width-mark@1:5+1", "half-width-mark@1:7+1", "half-width-mark@1:9+1", "half-width-mark@1:11+1"}},
		{"WTO,中国", []string{"half-width-mark@1:4+1"}},
		{"他说\"好\"", []string{"half-width-mark@1:3+1", "half-width-mark@1:5+1"}},
		{"12:30 1,500 3.5% U.S. a.cn/b?c=d (AP)", nil},
		{"3:2胜，全长3.5公里，第1.2节", nil},
		{"网址http://www.example.cn", nil},
		{"1)甲 2.乙", nil},
		{"Hello, world.", nil},
		{"甲,", []string{"half-width-mark@1:2+1"}},
		{",", nil},
		{"(", nil},
		{"甲(", []string{"half-width-mark@1:2+1"}},
		{"”,他说", []string{"half-width-mark@1:2+1"}},
	} {
		if got := find((*checker).halfWidth, c.copy); !slices.Equal(got, c.want) {
			t.Errorf("%q: %q, want %q", c.copy, got, c.want)
		}
	}
}

func TestDoubled(t *testing.T) {
	for _, c := range []string{
		"人人天天看看慢慢紧紧", "高高兴兴明明白白干干净净", "冯路路王梦梦刘瑞瑞", "队员队队长，先锋队队员，突击队队长",
		"各村村情村史", "二〇二二年三三两两", "绿油油红彤彤亮晶晶", "学生生活与工作作风", "人民民主，中国国家，上海海洋",
		"图王村村民，焦作市市长，党委委员", "党员员工，企业业务", "妈妈爸爸", "欣欣向荣津津有味", "帮帮车", "一张张洋溢着坚毅", "薄薄的雾", "薄薄一层", "静静地流",
	} {
		if got := find((*checker).doubled, c); len(got) > 0 {
			t.Errorf("%q: %q", c, got)
		}
	}
	for c, want := range map[string]string{
		"凝聚在党旗旗下": "doubled-character@1:5+2", "他的的手": "doubled-character@1:2+2", "他在在家": "doubled-character@1:2+2",
		"和和你": "doubled-character@1:1+2", "我们们": "doubled-character@1:2+2",
		"是是": "doubled-character@1:1+2", "这是是的": "doubled-character@1:2+2", "了了了": "doubled-character@1:1+2",
	} {
		if got := find((*checker).doubled, c); !slices.Equal(got, []string{want}) {
			t.Errorf("%q: %q, want %q", c, got, want)
		}
	}
}

// The sample page's text has exactly four slips of its source.
func TestSampleText(t *testing.T) {
	data, err := os.ReadFile("../../assets/sample/page-text.txt")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range strings.Split(string(data), "\n") {
		p = strings.TrimSpace(p)
		for _, rule := range []func(*checker, *story){(*checker).quotes, (*checker).halfWidth, (*checker).doubled} {
			for _, f := range find(rule, p) {
				code, _, _ := strings.Cut(f, "@")
				got = append(got, code)
			}
		}
	}
	slices.Sort(got)
	want := []string{"doubled-character", "half-width-mark", "half-width-mark", "unpaired-quote"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestUnitParted(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"投资20万", "欧元建厂", true}, {"投资20", "万欧元", true}, {"投资", "20万欧元", false},
		{"增长8", "％以上", true}, {"2024", "年", true}, {"第三", "届论坛", true}, {"三", "农问题", false},
		{"实现统一", "个人奋斗", false}, {"千万", "工程", false}, {"甲", "乙", false},
	} {
		if got := unitParted([]rune(c.a), []rune(c.b)); got != c.want {
			t.Errorf("%s/%s: %v", c.a, c.b, got)
		}
	}
}

func TestWordParted(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"全力推动高质量发", "展再上台阶", true}, {"本报记者出发", "展示风采", false}, {"推动高质量", "发展", false},
		{"引进iPh", "one", true}, {"凝聚合", "力前行", true},
	} {
		if got := wordParted([]rune(c.a), []rune(c.b)); got != c.want {
			t.Errorf("%s/%s: %v", c.a, c.b, got)
		}
	}
}

func TestChineseNumber(t *testing.T) {
	for n := 1; n <= 99; n++ {
		if s := inChineseNumerals(n); chineseNumber(s) != n {
			t.Errorf("%d: %s → %d", n, s, chineseNumber(s))
		}
	}
	for _, s := range []string{"", "A2", "3", "廿"} {
		if chineseNumber(s) != 0 {
			t.Errorf("%q is %d", s, chineseNumber(s))
		}
	}
}
