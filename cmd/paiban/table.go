package main

import (
	"fmt"
	"io"
	"strings"
	"unicode"

	"golang.org/x/text/width"

	"paiban/layout"
)

// columns gives the places that s takes on a terminal: East Asian wide and
// full-width characters take two, combining marks none (UAX #11).
func columns(s string) int {
	n := 0
	for _, r := range s {
		switch {
		case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		case wide(r):
			n += 2
		default:
			n++
		}
	}
	return n
}

func wide(r rune) bool {
	k := width.LookupRune(r).Kind()
	return k == width.EastAsianWide || k == width.EastAsianFullwidth
}

// clip shortens s to at most most places, with an ellipsis.
func clip(s string, most int) string {
	if columns(s) <= most {
		return s
	}
	var b strings.Builder
	n := 1 // for the ellipsis
	for _, r := range s {
		if n += columns(string(r)); n > most {
			break
		}
		b.WriteRune(r)
	}
	return b.String() + "…"
}

// column of a table.
type column struct {
	title string
	right bool // numbers stand at the right
}

// printTable aligns rows under cols, two spaces between.
func printTable(w io.Writer, cols []column, rows [][]string) {
	wide := make([]int, len(cols))
	for i, c := range cols {
		wide[i] = columns(c.title)
		for _, r := range rows {
			wide[i] = max(wide[i], columns(r[i]))
		}
	}
	line := func(cell func(i int) string) {
		var b strings.Builder
		for i, c := range cols {
			s := cell(i)
			pad := strings.Repeat(" ", wide[i]-columns(s))
			if c.right {
				s, pad = pad+s, ""
			}
			b.WriteString(s + pad + "  ")
		}
		fmt.Fprintln(w, strings.TrimRight(b.String(), " "))
	}
	line(func(i int) string { return cols[i].title })
	for _, r := range rows {
		line(func(i int) string { return r[i] })
	}
}

// headPlaces is the most that a story's head takes in the table, so that a row
// stays on one line of a usual terminal.
const headPlaces = 36

// storyTable prints how each story of a page fitted.
func (p *program) storyTable(page string, stories []layout.StoryFit) {
	cols := []column{
		{p.t("稿件", "story"), false}, {p.t("题", "head"), false}, {p.t("分栏", "legs"), true},
		{p.t("行", "lines"), true}, {p.t("字", "字"), true}, {p.t("余缺", "over or room"), false},
	}
	var rows [][]string
	for _, s := range stories {
		if s.Page != page {
			continue
		}
		rows = append(rows, []string{s.ID, clip(s.Head, headPlaces), fmt.Sprint(s.Legs), fmt.Sprint(s.Lines),
			fmt.Sprint(s.Chars), p.fit(s)})
	}
	printTable(p.out, cols, rows)
}

// fit says in words what is over or free; ems round up to whole 字.
func (p *program) fit(s layout.StoryFit) string {
	whole := func(em int) int { return (em + 999) / 1000 }
	switch {
	case s.OverEm > 0 || s.OverLines > 0:
		return p.t("溢 %[1]d 字（%[2]d 行）", "over %[1]d 字 (%[2]d line%[3]s)", whole(s.OverEm), s.OverLines, plural(s.OverLines))
	case s.RoomEm > 0 || s.RoomLines > 0:
		return p.t("余 %[1]d 字（%[2]d 行）", "room %[1]d 字 (%[2]d line%[3]s)", whole(s.RoomEm), s.RoomLines, plural(s.RoomLines))
	}
	return p.t("正好", "full")
}

// plural is the ending of an English noun after n.
func plural(n int) string {
	if n == 1 {
		return ""
	}
	return "s"
}
