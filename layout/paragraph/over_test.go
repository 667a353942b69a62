package paragraph

import (
	"testing"
)

func TestEmphasis(t *testing.T) {
	tx := Text{Runes: []rune("一二，三四"), Spans: []Span{{From: 1, To: 4, Emphasis: true}}}
	l := Set(tx, body(), fixed(9)).Lines[0]
	var dots []int // index of the rune above each dot
	at := -1
	for _, g := range l.Runs[0].Cells {
		at += int(g.Runes)
		if g.Runes == 0 {
			dots = append(dots, at)
			if g.Dy < nine/2 || g.W != 0 {
				t.Errorf("a dot stands at %+v", g)
			}
		}
	}
	if len(dots) != 2 || dots[0] != 1 || dots[1] != 3 {
		t.Errorf("dots under %v", dots)
	}
	if a := advances(&l, tx.Runes[l.From:l.To], nine); a[1] != 1 || a[3] != 1 {
		t.Errorf("advances %v", a)
	}
}

func TestRuby(t *testing.T) {
	for _, c := range []struct {
		ruby  string
		width float64 // of the two base characters
	}{{"ab", 2}, {"jiaozuoshi", 2.6}} {
		tx := Text{Runes: []rune("在焦作市"), Spans: []Span{{From: 1, To: 3, Ruby: c.ruby}}}
		l := Set(tx, body(), fixed(9)).Lines[0]
		if len(l.Over) != 1 || l.Over[0].Text != c.ruby || l.Over[0].Size != nine/2 || l.Over[0].Rise < nine/2 {
			t.Fatalf("over: %+v", l.Over)
		}
		a := advances(&l, tx.Runes[l.From:l.To], nine)
		if w := a[1] + a[2]; w < 2 || w < c.width-.3 || w > c.width+.5 {
			t.Errorf("%s: the base is %v wide", c.ruby, w)
		}
		n := 0
		for _, g := range l.Over[0].Cells {
			n += int(g.Runes)
		}
		if n != len(c.ruby) {
			t.Errorf("%s: %d of its letters", c.ruby, n)
		}
		left := ems(l.Over[0].X, nine)
		if right := left + ems((&Line{Runs: []Run{l.Over[0].Run}}).end()-l.Over[0].X, nine); left < 1-.01 || right > 1+a[1]+a[2]+.01 {
			t.Errorf("%s: stands from %v to %v over 1 to %v", c.ruby, left, right, 1+a[1]+a[2])
		}
	}
	// A base is not parted, and no ruby is lost where it is alone too wide.
	tx := Text{Runes: []rune("一二三四焦作五"), Spans: []Span{{From: 4, To: 6, Ruby: "x"}}}
	if l := Set(tx, body(), fixed(5)).Lines; string(tx.Runes[l[1].From:l[1].From+2]) != "焦作" {
		t.Errorf("parted: %+v", l)
	}
}
