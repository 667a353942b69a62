package paragraph

import (
	"math"
	"slices"
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

func TestNames(t *testing.T) {
	tx := Text{Runes: []rune("去焦作市修武县找人"), Spans: []Span{
		{From: 1, To: 4, Name: 1}, {From: 4, To: 5, Name: 2}, {From: 5, To: 6, Name: 2, Emphasis: true}, {From: 6, To: 7, Name: 2},
	}}
	var got []float64
	for _, l := range Set(tx, body(), fixed(6)).Lines {
		for _, u := range l.Under {
			got = append(got, math.Round(ems(u.X, nine)*1e4)/1e4, math.Round(ems(u.X+u.W, nine)*1e4)/1e4)
			if u.Drop < nine/8 || u.Drop > nine/4 {
				t.Errorf("a rule %d below the baseline", u.Drop)
			}
		}
	}
	want := []float64{1.0625, 3.9375, 4.0625, 5.9375, .0625, .9375}
	if !slices.Equal(got, want) {
		t.Errorf("rules at %v, want %v", got, want)
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
