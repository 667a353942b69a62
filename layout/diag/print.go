package diag

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode"

	"golang.org/x/text/width"

	"paiban/layout/geom"
)

// tabStop is where a tab in a shown line goes on to.
const tabStop = 4

// Print writes all findings that no waiver covers, in their order, each as
//
//	pages.toml:12:8: 错误[unknown-key]：没有“heade”这个键
//	   12 | heade = "粮食安全的守护者"
//	      | ^~~~~
//	      = 是不是“head”？
//
// The line is shown where its input is known (see Findings.Source). The error
// is that of w.
func Print(w io.Writer, fs *Findings, l Lang) error {
	b := bufio.NewWriter(w)
	lines := map[string][]string{}
	for _, f := range fs.Sorted() {
		if f.Waiver != nil {
			continue
		}
		printHead(b, f, l)
		text, known := fs.sources[f.Pos.File]
		if known && f.Pos.Line > 0 {
			if lines[f.Pos.File] == nil {
				lines[f.Pos.File] = splitLines(text)
			}
			printLine(b, f, lines[f.Pos.File])
		}
		if rule, ok := RuleOf(f.Code); ok && rule.Class == Press && f.Page != "" && f.Spot(l) != "" { // a line of pages.toml does not show where
			fmt.Fprintf(b, "%*s = %s\n", gutter(f), "", T("%[1]s 版，%[2]s", "page %[1]s, %[3]s", f.Page, f.Spot(ZH), f.Spot(EN)).In(l))
		}
		if hint := f.Hint.In(l); hint != "" {
			fmt.Fprintf(b, "%*s = %s\n", gutter(f), "", visible(hint))
		}
	}
	return b.Flush()
}

var severityZH = [...]string{"提示", "警告", "错误"}

func printHead(b *bufio.Writer, f Finding, l Lang) {
	if where := f.where(l); where != "" {
		fmt.Fprintf(b, "%s: ", where)
	}
	if l == EN {
		fmt.Fprintf(b, "%s[%s]: %s\n", f.Severity, f.Code, visible(f.Message.EN))
		return
	}
	fmt.Fprintf(b, "%s[%s]：%s\n", severityZH[f.Severity], f.Code, visible(f.Message.ZH))
}

// Spot gives the place on the page, in millimetres from the trim's upper left corner;
// "" if there is none.
func (f Finding) Spot(l Lang) string {
	b := f.Box
	if b == (geom.Rect{}) {
		return ""
	}
	return T("距左 %.1[1]f、距上 %.1[2]f，%.1[3]f × %.1[4]f mm", "%.1[1]f from the left, %.1[2]f from the top, %.1[3]f × %.1[4]f mm",
		b.X.MM(), b.Y.MM(), b.W.MM(), b.H.MM()).In(l)
}

// where gives the place in the input, or else on the page.
func (f Finding) where(l Lang) string {
	switch {
	case f.Pos.File != "":
		return f.Pos.String()
	case f.Frame != "":
		return f.Frame
	case f.Page != "":
		return T("%s 版", "page %s", f.Page).In(l)
	}
	return ""
}

// gutter is the width of the line numbers' column.
func gutter(f Finding) int { return max(5, len(fmt.Sprint(f.Pos.Line))) }

// printLine shows the line of f with a mark under what it is about.
func printLine(b *bufio.Writer, f Finding, lines []string) {
	if f.Pos.Line > len(lines) {
		return
	}
	runes := []rune(lines[f.Pos.Line-1])
	from := min(max(f.Pos.Col-1, 0), len(runes))
	to := min(max(from+f.Width, from+1), max(len(runes), from+1))
	runes, from, to = window(runes, from, to)
	shown, edges := layOut(runes)
	edge := func(i int) int {
		if i < len(edges) {
			return edges[i]
		}
		return edges[len(edges)-1] + i - len(edges) + 1 // behind the line's end
	}
	at, wide := edge(from), max(1, edge(to)-edge(from))
	fmt.Fprintf(b, "%*d | %s\n", gutter(f), f.Pos.Line, shown)
	fmt.Fprintf(b, "%*s | %s^%s\n", gutter(f), "", strings.Repeat(" ", at), strings.Repeat("~", wide-1))
}

// window cuts a long line (a paragraph is one line) to what stands around [from,to).
func window(runes []rune, from, to int) ([]rune, int, int) {
	const before, after = 24, 48
	to = min(to, from+after)
	out, shift := runes, 0
	if from > before+8 {
		shift = from - before - 1
		out = append([]rune{'…'}, runes[from-before:]...)
	}
	if end := from - shift + after; len(out) > end+8 {
		out = append(append([]rune{}, out[:end]...), '…')
	}
	return out, from - shift, to - shift
}

// layOut gives a line as it is shown and the column of each rune's left edge;
// the last entry is the line's width. Full-width characters take two columns
// (UAX #11), combining marks none, a tab goes on to the next stop and what
// cannot be seen is shown by a sign.
func layOut(runes []rune) (string, []int) {
	var b strings.Builder
	edges := make([]int, 0, len(runes)+1)
	col := 0
	for _, r := range runes {
		edges = append(edges, col)
		if r == '\t' {
			n := tabStop - col%tabStop
			b.WriteString(strings.Repeat(" ", n))
			col += n
			continue
		}
		r = sign(r)
		b.WriteRune(r)
		col += columns(r)
	}
	return b.String(), append(edges, col)
}

// columns gives the columns that a terminal gives r. Ambiguous characters (“ ” …)
// are counted as a Chinese terminal does not: most terminals show them narrow.
func columns(r rune) int {
	if unicode.In(r, unicode.Mn, unicode.Me) || r == '\u200b' || r == '\u200d' || r == '\u200c' {
		return 0
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

// sign gives what is shown for r: control characters as their pictures, what
// would turn the line around as a replacement character.
func sign(r rune) rune {
	switch {
	case r < 0x20:
		return 0x2400 + r
	case r == 0x7f:
		return 0x2421
	case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r), r == '\u2028', r == '\u2029', r == '\ufeff':
		return unicode.ReplacementChar
	}
	return r
}

// visible makes a message safe to print: it may quote anything.
func visible(s string) string {
	return strings.Map(sign, s)
}

// splitLines splits at LF, CR LF and CR, as line numbers count.
func splitLines(text string) []string {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	return strings.Split(strings.ReplaceAll(text, "\r", "\n"), "\n")
}
