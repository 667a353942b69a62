package edition

import (
	"math/rand"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"paiban/layout/diag"
)

func parseCopy(src string) ([]Block, *diag.Findings) {
	r := &reader{fs: &diag.Findings{}}
	return r.blocks(newSource("c", src).whole()), r.fs
}

func TestCopy(t *testing.T) {
	type mark struct {
		from, to int
		kind     MarkKind
		arg      string
	}
	for _, c := range []struct {
		src   string
		kinds []BlockKind
		want  []string
		marks []mark // of the last block
	}{
		{"　　甲乙\n\n \t\n　　丙　", []BlockKind{Paragraph, Paragraph}, []string{"甲乙", "丙"}, nil},
		{"\r\n甲\r\n乙\r丙", []BlockKind{Paragraph, Paragraph, Paragraph}, []string{"甲", "乙", "丙"}, nil},
		{"甲 乙  丙　丁", []BlockKind{Paragraph}, []string{"甲 乙  丙　丁"}, nil},
		{"# 题\n#　题\n@ 名\n% 头\n文", []BlockKind{Crosshead, Crosshead, Byline, Dateline, Paragraph}, []string{"题", "题", "名", "头", "文"}, nil},
		{"　　# 题", []BlockKind{Crosshead}, []string{"题"}, nil},
		{"#题\n@某人\n%5", []BlockKind{Paragraph, Paragraph, Paragraph}, []string{"#题", "@某人", "%5"}, nil},
		{`\# 甲` + "\n" + `\@ 乙` + "\n" + `\% 丙\{\}\\\|`, []BlockKind{Paragraph, Paragraph, Paragraph}, []string{"# 甲", "@ 乙", `% 丙{}\|`}, nil},
		{"甲{b:乙丙}丁{kai:戊}", []BlockKind{Paragraph}, []string{"甲乙丙丁戊"}, []mark{{1, 3, Bold, ""}, {4, 5, Kai, ""}}},
		{"{nb:甲{b:乙}{em:丙}}", []BlockKind{Paragraph}, []string{"甲乙丙"}, []mark{{0, 3, NoBreak, ""}, {1, 2, Bold, ""}, {2, 3, Emphasis, ""}}},
		{"{pn:焦{b:作}}市", []BlockKind{Paragraph}, []string{"焦作市"}, []mark{{0, 2, Name, ""}, {1, 2, Bold, ""}}},
		{"{ruby:焦{b:作}|jiāo|zuò\\}}|x", []BlockKind{Paragraph}, []string{"焦作|x"}, []mark{{0, 2, Ruby, "jiāo|zuò}"}, {1, 2, Bold, ""}}},
		{"# {b:题}", []BlockKind{Crosshead}, []string{"题"}, []mark{{0, 1, Bold, ""}}},
		{"：|“”(左)", []BlockKind{Paragraph}, []string{"：|“”(左)"}, nil},
	} {
		got, fs := parseCopy(c.src)
		if fs.Errors() {
			t.Errorf("%q: %v", c.src, fs.Sorted())
			continue
		}
		var kinds []BlockKind
		var texts []string
		for _, b := range got {
			kinds, texts = append(kinds, b.Kind), append(texts, string(b.Runes))
		}
		if !slices.Equal(kinds, c.kinds) || !slices.Equal(texts, c.want) {
			t.Errorf("%q: %v %q", c.src, kinds, texts)
			continue
		}
		var marks []mark
		for _, m := range got[len(got)-1].Marks {
			marks = append(marks, mark{m.From, m.To, m.Kind, m.Arg})
		}
		if !slices.Equal(marks, c.marks) {
			t.Errorf("%q: marks %v", c.src, marks)
		}
	}
}

// written writes blocks as copy again.
func written(blocks []Block) string {
	var b strings.Builder
	for _, bl := range blocks {
		for c, k := range lineMarks {
			if k == bl.Kind {
				b.WriteString(string(c) + " ")
			}
		}
		for i := 0; i <= len(bl.Runes); i++ {
			for k := len(bl.Marks) - 1; k >= 0; k-- { // inner marks end first
				if m := bl.Marks[k]; m.To == i {
					if m.Kind == Ruby {
						b.WriteString("|" + escaped(m.Arg))
					}
					b.WriteString("}")
				}
			}
			for _, m := range bl.Marks {
				if m.From == i {
					b.WriteString("{" + string(m.Kind) + ":")
				}
			}
			if i < len(bl.Runes) {
				b.WriteString(escaped(string(bl.Runes[i])))
			}
		}
		b.WriteString("\n")
	}
	return b.String()
}

func escaped(s string) string {
	return strings.NewReplacer(`\`, `\\`, `{`, `\{`, `}`, `\}`, `|`, `\|`, `#`, `\#`, `@`, `\@`, `%`, `\%`).Replace(s)
}

// checkCopyLaw: every character of the copy that is no mark, escape or blank at
// a line's end is kept, in order, and knows its place.
func checkCopyLaw(t *testing.T, src string, blocks []Block) {
	t.Helper()
	lines := strings.Split(strings.ReplaceAll(strings.ReplaceAll(src, "\r\n", "\n"), "\r", "\n"), "\n")
	kept := make([][]bool, len(lines))
	text := make([][]rune, len(lines))
	for i, l := range lines {
		text[i] = []rune(l)
		kept[i] = make([]bool, len(text[i]))
	}
	last := diag.Pos{}
	for _, b := range blocks {
		for i, c := range b.Runes {
			p := b.At(i)
			if p.Line < last.Line || p.Line == last.Line && p.Col <= last.Col {
				t.Fatalf("%q: %q at %v comes after %v", src, c, p, last)
			}
			last = p
			if p.Line > len(text) || p.Col > len(text[p.Line-1]) || text[p.Line-1][p.Col-1] != c {
				t.Fatalf("%q: %q does not stand at %v", src, c, p)
			}
			kept[p.Line-1][p.Col-1] = true
		}
		for _, m := range b.Marks { // a ruby's text is kept too, apart
			if m.Kind == Ruby {
				keepRuby(text, kept, m)
			}
		}
	}
	for l := range text {
		left := ""
		for i, c := range text[l] {
			if !kept[l][i] {
				left += string(c)
			}
		}
		if rest := stripSyntax(left); rest != "" {
			t.Fatalf("%q: line %d loses %q", src, l+1, rest)
		}
	}
}

// keepRuby ticks the text of a ruby where it stands.
func keepRuby(text [][]rune, kept [][]bool, m Mark) {
	line := m.ArgPos.Line - 1
	for i := m.ArgPos.Col - 1; i < len(text[line]) && text[line][i] != '}'; i++ {
		kept[line][i] = true
		if text[line][i] == '\\' {
			i++
			kept[line][i] = true
		}
	}
}

// stripSyntax takes marks, backslashes and blanks out of what was not kept.
func stripSyntax(s string) string {
	for _, m := range inlineMarks {
		s = strings.ReplaceAll(s, "{"+m+":", "")
	}
	return strings.Trim(strings.NewReplacer("}", "", `\`, "", "|", "", " ", "", "　", "", "\t", "", "\u00a0", "").Replace(s), "#@%")
}

func FuzzCopy(f *testing.F) {
	for _, s := range []string{"　　甲{b:乙}\n", "# 题\n@ 名\n% 头\n{ruby:a|b}", `\{\}\|`, "a\r\nb\rc", "{b:{kai:x}}", "}{", "{b", "\\", "# #", "{ruby:a|{}"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, src string) {
		if !utf8.ValidString(src) {
			t.Skip("decoding is checked before")
		}
		blocks, fs := parseCopy(src)
		if fs.Errors() {
			return
		}
		checkCopyLaw(t, src, blocks)
		again, fs := parseCopy(written(blocks))
		if fs.Errors() || !sameBlocks(blocks, again) {
			t.Fatalf("%q is written %q and read differently (%v)", src, written(blocks), fs.Sorted())
		}
	})
}

func sameBlocks(a, b []Block) bool {
	return slices.EqualFunc(a, b, func(x, y Block) bool {
		if x.Kind != y.Kind || !slices.Equal(x.Runes, y.Runes) || len(x.Marks) != len(y.Marks) {
			return false
		}
		for i := range x.Marks {
			m, n := x.Marks[i], y.Marks[i]
			m.ArgPos, n.ArgPos = diag.Pos{}, diag.Pos{}
			if !reflect.DeepEqual(m, n) {
				return false
			}
		}
		return true
	})
}

func TestInlineSlice(t *testing.T) {
	blocks, fs := parseCopy(`甲{b:乙\{丙}丁`)
	if fs.Errors() {
		t.Fatal(fs.Sorted())
	}
	in := blocks[0].Inline // 甲乙{丙丁
	part := in.Slice(2, 5)
	if string(part.Runes) != "{丙丁" || !reflect.DeepEqual(part.Marks, []Mark{{From: 0, To: 2, Kind: Bold}}) {
		t.Errorf("part %q %v", string(part.Runes), part.Marks)
	}
	for i := range part.Runes {
		if part.At(i) != in.At(i+2) {
			t.Errorf("%q stands at %v, was at %v", part.Runes[i], part.At(i), in.At(i+2))
		}
	}
	plain := Inline{Runes: []rune("甲乙丙"), Pos: diag.Pos{File: "f", Line: 3, Col: 7}}
	if got := plain.Slice(1, 3); got.At(1) != plain.At(2) || got.Pos != plain.At(1) {
		t.Errorf("%v %v", got.Pos, got.At(1))
	}
}

// Copy read in rows is the copy read rune by rune, wherever marks, values put in for
// placeholders and what is not allowed stand in it, and so are the places.
func TestRowsAreRunes(t *testing.T) {
	alphabet := []rune("甲乙，。　一{}b:ruby|\\#\t ー〇\ufffdａ～\U00020000x")
	r := rand.New(rand.NewSource(8))
	rows := 0
	for range 20_000 {
		var in text
		fixed := false
		pos := diag.Pos{File: "f", Line: 1, Col: 1}
		for range r.Intn(12) {
			if r.Intn(6) == 0 {
				fixed = !fixed
			}
			if pos.Col++; r.Intn(8) == 0 {
				pos.Col += 3
			}
			in.push(alphabet[r.Intn(len(alphabet))], pos, fixed)
		}
		if r.Intn(3) == 0 {
			in.runes = append([]rune("{ruby:"), in.runes...)
			for i := range in.places {
				in.places[i].from += 6
			}
			in.places = append(places{{0, diag.Pos{File: "f", Line: 9, Col: 1}, false}}, in.places...)
		}
		byRune, byRow := &inlineParser{r: &reader{fs: &diag.Findings{}}, in: in}, &inlineParser{r: &reader{fs: &diag.Findings{}}, in: in}
		for i := 0; i < len(in.runes); {
			i += byRune.step(i)
		}
		for i := 0; i < len(in.runes); {
			n := byRow.plain(i)
			if rows += n; n == 0 {
				n = byRow.step(i)
			}
			i += n
		}
		if !slices.Equal(byRune.out.runes, byRow.out.runes) || !slices.Equal(byRune.out.places, byRow.out.places) ||
			!reflect.DeepEqual(byRune.mark, byRow.mark) || !reflect.DeepEqual(byRune.open, byRow.open) || !reflect.DeepEqual(byRune.r.fs, byRow.r.fs) {
			t.Fatalf("%q: by rune %q %v, by row %q %v", string(in.runes), string(byRune.out.runes), byRune.out.places, string(byRow.out.runes), byRow.out.places)
		}
	}
	if rows < 10_000 {
		t.Errorf("only %d characters are read in rows", rows)
	}
}
