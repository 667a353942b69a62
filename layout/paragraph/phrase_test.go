package paragraph

import (
	"slices"
	"testing"

	"paiban/fonts/fonttest"
)

// Heads break between phrases and are balanced.
func TestHeads(t *testing.T) {
	for _, c := range []struct {
		text    string
		measure float64
		want    []string
	}{
		{"抓组织强产业 激活发展红色引擎", 12, []string{"抓组织强产业 ", "激活发展红色引擎"}},
		{"乡村振兴的强大合力", 6, nil},
		{"新引进企业投资20万欧元建厂", 9, nil},
		{"凝聚“千万工程”经验", 8, nil},
	} {
		st := body()
		st.Stack = Stack{fonttest.Library().Face("song-black"), fonttest.Library().Face("song")}
		st.Align = Center
		tx := Text{Runes: []rune(c.text)}
		s := Set(tx, st, fixed(c.measure))
		var got []string
		for _, l := range s.Lines {
			got = append(got, string(tx.Runes[l.From:l.To]))
			first := tx.Runes[l.From]
			if l.From > 0 && (slices.Contains([]rune(particles), first) || isDigit(tx.Runes[l.From-1]) && isMultiplier(first)) {
				t.Errorf("%q: a line starts with %c: %q", c.text, first, got)
			}
		}
		if len(c.want) > 0 && !slices.Equal(got, c.want) {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
		if len(got) != 2 {
			t.Errorf("%q: %q", c.text, got)
		}
	}
}

func TestExplain(t *testing.T) {
	st, tx := body(), newsText(t, 200)[0]
	st.Indent = 2 * nine
	var got []int
	var total int64
	at := 0
	for _, ch := range Explain(tx, st, fixed(13)) {
		if !ch.Chosen {
			continue
		}
		var sum int64
		for _, p := range ch.Parts {
			sum += p.Price
		}
		if ch.From != at || ch.Total < total+sum {
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
	if Explain(tx, st, fixed(13)) != nil {
		t.Error("first fit is explained")
	}
}
