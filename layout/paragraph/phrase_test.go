package paragraph

import (
	"slices"
	"strings"
	"testing"

	"paiban/fonts/fonttest"
	"paiban/layout/paragraph/phrase"
)

// head is a style of centred heads.
func head() *Style {
	st := body()
	st.Stack = Stack{fonttest.Library().Face("song-black"), fonttest.Library().Face("song")}
	st.Align = Center
	return st
}

// Heads break between phrases and are balanced.
func TestHeads(t *testing.T) {
	for _, c := range []struct {
		measure float64
		want    string
	}{
		{12, "抓组织强产业 /激活发展红色引擎"},
		{6, "乡村振兴的/强大合力"},
		{9, "新引进企业投资/20万欧元建厂"},
		{8, "凝聚“千万工程”/经验"},
		{9, "凝聚乡村振兴/合力发展"},
		{14, "市妇女儿童活动中心/打造新平台提供多元公益服务"},
		{10, "朱乐军粮食安全的/守护者和引路人"},
		{9, "我市召开全市/经济工作会议/部署明年重点工作"},
		{12, "习近平在中央经济/工作会议上发表重要讲话"},
		{12, "焦作市前三季度生产总值/同比增长5.3%"},
		{10, "修武县云台山镇岸上村/发展民宿带动村民增收"},
	} {
		tx := Text{Runes: []rune(strings.ReplaceAll(c.want, "/", ""))}
		var got []string
		for _, l := range Set(tx, head(), fixed(c.measure)).Lines {
			got = append(got, string(tx.Runes[l.From:l.To]))
		}
		if g := strings.Join(got, "/"); g != c.want {
			t.Errorf("in %v: %s, want %s", c.measure, g, c.want)
		}
	}
}

// No line of a head begins inside a word or with a particle, whatever the measure
// that can hold its words.
func TestHeadsKeepWords(t *testing.T) {
	for _, h := range []string{
		"市妇女儿童活动中心打造新平台提供多元公益服务", "全国人大常委会举行第三十二次会议", "朱乐军粮食安全的守护者和引路人",
		"国家发展改革委关于推动高质量发展的指导意见", "一季度新能源汽车出口突破100万辆", "南京市长江大桥通车五十年", "结婚的和尚未结婚的",
	} {
		tx := Text{Runes: []rune(h)}
		bonds := phrase.Bonds(tx.Runes)
		for m := 6.; m < 24; m += .5 {
			for _, align := range []Align{Center, Start, End} {
				st := head()
				st.Align = align
				for _, l := range Set(tx, st, fixed(m)).Lines {
					if bonds[l.From] >= phrase.Leaning {
						t.Errorf("%s in %v 字: a line begins at %d", h, m, l.From)
					}
				}
			}
		}
	}
}

// A head on one line looks up no words.
func TestOneLineNeedsNoWords(t *testing.T) {
	c := newComposer(Text{Runes: []rune("凝聚乡村振兴合力")}, head(), fixed(9))
	if c.breaks(); c.bonds != nil {
		t.Error("words were looked up")
	}
}

func TestBreaksOption(t *testing.T) {
	const text = "激活发展红色引擎凝聚合力"
	for _, c := range []struct {
		value string
		align Align
		want  int // runes of the first line
	}{{"auto", Center, 4}, {"auto", Start, 8}, {"phrase", Start, 4}, {"fill", Center, 9}} {
		st := head()
		st.Align = c.align
		if err := st.Options.Set("breaks", c.value); err != nil {
			t.Fatal(err)
		}
		if l := Set(Text{Runes: []rune(text)}, st, fixed(9)).Lines; l[0].To != c.want || len(l) != 2 {
			t.Errorf("%s: first line of %d, want %d", c.value, l[0].To, c.want)
		}
	}
}

func TestExplain(t *testing.T) {
	st, tx := body(), newsText(t, 200)[0]
	st.Indent = 2 * nine
	var got []int
	var total int64
	at := 0
	for _, ch := range Explain(tx, st, fixed(13), 0) {
		if !ch.Chosen {
			continue
		}
		var sum int64
		for _, p := range ch.Parts {
			sum += p.Price
		}
		if ch.From != at || ch.Total != total+sum {
			t.Errorf("chosen %+v after %d at %d", ch, total, at)
		}
		at, total = ch.To, ch.Total
		got = append(got, ch.To)
	}
	var want []int
	for _, l := range Set(tx, st, fixed(13)).Lines {
		want = append(want, l.To)
	}
	if !slices.Equal(got, want) {
		t.Errorf("explains %v, sets %v", got, want)
	}
	st.Composer = ByLine
	if Explain(tx, st, fixed(13), 0) != nil {
		t.Error("first fit is explained")
	}
}
