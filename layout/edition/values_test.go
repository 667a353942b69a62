package edition

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"

	"paiban/assets"
	"paiban/layout/diag"
	"paiban/layout/geom"
	"paiban/layout/paragraph"
	"paiban/layout/sheet"
)

func readFileT(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// allKeys reads the edition that writes every key once.
func allKeys(t *testing.T) *Edition {
	t.Helper()
	return mustRead(t, readFileT(t, "testdata/all-keys.toml"), map[string]string{
		"press.icc": string(assets.Newsprint),
		"ok.png":    tinyPNG, "advert.pdf": readFileT(t, "testdata/broken/files/advert.pdf"), "gbk.txt": "\xca\xd0\xb8\xbe", // 市妇
		"more/pair.ttc": readFileT(t, "../../fonts/testdata/pair.ttc"), "more/vary.ttf": readFileT(t, "../../fonts/testdata/vary.ttf"),
		"more/own.ttf": readFileT(t, "../../fonts/embedded/NotoSansSC-Medium.sub.ttf"),
	})
}

func same(t *testing.T, what string, got, want any) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s is %+v, want %+v", what, got, want)
	}
}

// TestEveryKey: what each key says arrives where makeup looks for it.
func TestEveryKey(t *testing.T) {
	e := allKeys(t)
	sound(t, e)
	same(t, "name", e.Name, "焦作日报")
	same(t, "date", e.Date, Date{2024, 1, 12})
	same(t, "lang", e.Lang, "zh-Hans")
	same(t, "rules", e.Version, "2026.1")
	same(t, "report-lang", e.Report, diag.EN)
	same(t, "stub-leg", e.Stub, 3)
	same(t, "press", e.Press, Press{Standard: "pdfx1a", Profile: assets.Newsprint, InkLimit: 260, Intent: "relative", Marks: []string{"crop", "slug"},
		Limits: Limits{200, 200, 120, geom.Pt * 3 / 10, geom.Pt * 6 / 10, 12 * geom.Pt, 9 * geom.Pt},
		Halves: true, FoldBleed: 3 * geom.MM})
	same(t, "font", e.Fonts[0].Name+" "+filepath.Base(e.Fonts[0].Path), "own own.ttf")

	red := sheet.Ink{M: 1000, Y: 1000}
	lead := *e.Styles["lead"]
	same(t, "style", lead, Style{
		Name: "lead", Pos: diag.Pos{File: "pages.toml", Line: 43, Col: 1},
		Font: []string{"own", "hei"}, Bold: []string{"hei-black"}, Kai: []string{"song"},
		Size: geom.Fixed(36 * geom.Pt), Leading: geom.Fixed(40 * geom.Pt), Indent: geom.Ems(1), Align: paragraph.Start,
		Tracking: geom.Dim{N: 100, Unit: geom.Em}, Before: geom.Lines(1), After: geom.Lines(2), Ink: red, Ground: red, Rule: RuleThick, Flex: [2]int{-1, 2}, FlexPrice: 50, SizeStep: geom.Fixed(geom.Pt),
		SizeMin: geom.Fixed(30 * geom.Pt), SizeMax: geom.Fixed(40 * geom.Pt), Open: geom.Ems(6),
		Options: paragraph.Options{Punctuation: paragraph.Kaiming, Kinsoku: paragraph.Strict, Opening: paragraph.Halved, Composer: paragraph.ByLine,
			LatinGap: 250, Latin: paragraph.HalfWidth, Digits: paragraph.ProportionalDigits, Breaks: paragraph.Phrases, Hang: true, Hyphenate: true, Features: "palt -liga"},
	})

	p := e.Pages[0]
	left, top := 20*geom.MM, 40*geom.MM
	same(t, "page 1", []any{p.Name, p.Number, p.Section, p.Trim, p.Bleed, p.Folio}, []any{"A02", "2", "要闻", geom.Size{W: 390 * geom.MM, H: 550 * geom.MM}, geom.Length(0), (*Folio)(nil)})
	same(t, "margins", p.Margin, Margin{&left, &top})
	same(t, "grid", p.Grid, Grid{9 * geom.Pt, 8, 13, 1000, 120, 490 * geom.MM, 0, 0})
	same(t, "rule 1", p.Rules[0], Rule{diag.Pos{File: "pages.toml", Line: 95, Col: 1}, false, Span{2, 4}, Span{61, 61}, RuleWenwu, sheet.Ink{K: 500}})
	same(t, "rule 2", p.Rules[1], Rule{diag.Pos{File: "pages.toml", Line: 101, Col: 1}, true, Span{4, 4}, Span{62, 120}, RuleThin, sheet.Black})

	q := e.Pages[1]
	same(t, "page 2", []any{q.Trim, q.Bleed, q.Grid, *q.Margin.Left}, []any{geom.Size{W: 280 * geom.MM, H: 400 * geom.MM}, 3 * geom.MM,
		Grid{geom.Pt.MulDiv(21, 2), 5, 12, 1500, 60, 350 * geom.MM, 0, 0}, 25 * geom.MM})
	sp := e.Pages[2]
	same(t, "spread", []any{sp.Number, sp.Halves, sp.FoldX(), sp.Trim.W, sp.Grid.Columns, sp.Grid.Fold, sp.Grid.Gutter, sp.RightFolio != nil},
		[]any{"6-7", [2]string{"06", "07"}, 280 * geom.MM, 560 * geom.MM, 10, 5, 40 * geom.MM, true})
	f := q.Folio
	same(t, "folio", []string{string(f.Left.Runes), string(f.Center.Runes), string(f.Right.Runes), f.Style.Name, string(f.Rule)},
		[]string{"左", "中", "右", "deck", "wenwu"})
	same(t, "folio lines", f.Lines, 4)

	s := e.Stories[0]
	text := func(ins []Inline) (out []string) {
		for _, in := range ins {
			out = append(out, string(in.Runes))
		}
		return out
	}
	same(t, "heads", [][]string{text(s.Standing), text(s.Kicker), text(s.Head), text(s.Deck)},
		[][]string{{"栏目", "右端"}, {"引题"}, {"主题一", "主题二"}, {"副题"}})
	same(t, "head at", s.HeadAt, HeadAt{s.Frames[0], Span{1, 2}, 3, 9, true})
	same(t, "ends", []any{s.EndMark, s.Jumps, e.Stories[1].Jumps}, []any{"■", false, true})
	for _, k := range roleKeys {
		same(t, "style of "+k.key, s.Styles[k.role].Name, "lead")
	}
	a, b := s.Frames[0], s.Frames[1]
	same(t, "frame 1", *a, Frame{a.Pos, 1, p, Span{1, 4}, Span{1, 60}, 3, Free, false, Border{RuleWenwu, true, false, true, false, red}, sheet.Ink{K: 80}, RuleThin, nil, e.Styles["lead"]})
	same(t, "frame 2", *b, Frame{b.Pos, 2, p, Span{5, 8}, Span{1, 60}, 2, Relative, false, Border{RuleNone, false, false, false, true, sheet.Ink{K: 500}}, sheet.Paper, RuleFancy, []Cut{{Span{8, 8}, Span{60, 60}}}, e.Styles["caption"]})
	same(t, "cut", e.Stories[2].Frames[0].Cuts, []Cut{{Span{1, 2}, Span{50, 60}}})

	pic := s.Pictures[0]
	same(t, "picture flex", pic.Flex, [2]int{})
	same(t, "picture", []any{pic.Frame, pic.Legs, pic.Columns, pic.Lines, pic.Focus, string(pic.Caption.Runes), string(pic.Credit.Runes), pic.Label, pic.Alt, pic.Relimit},
		[]any{b, Span{1, 1}, Span{}, Span{20, 40}, [2]int{250, 1000}, "图说", "记者 摄", "①", "替代", true})
	adv := s.Pictures[1]
	same(t, "picture 2", []any{adv.Columns, adv.Height, adv.Fit, pic.Fit}, []any{Span{7, 8}, 20, Actual, Cover})
	same(t, "its page", []any{adv.Image.Format, adv.Image.Page, adv.Image.Box, adv.Image.W, adv.Image.H}, []any{"pdf", 2, "bleed", 24000, 16000})
	same(t, "fit", []bool{s.Exact, e.Stories[1].Exact}, []bool{false, true})
	in := s.Insets[0]
	same(t, "inset", []any{in.Frame, in.Columns, in.Lines, text(in.Text), in.Captions, in.Style.Name, in.Border.Kind, in.Tint},
		[]any{b, Span{5, 6}, Span{1, 10}, []string{"提要"}, true, "caption", RuleFancy, sheet.Ink{K: 100}})
	same(t, "inset 2", []any{s.Insets[1].Legs, s.Insets[1].Height}, []any{Span{1, 1}, 8})
	same(t, "gb18030", string(e.Stories[1].Copy[0].Runes), "市妇")
	same(t, "rules", e.Rules, map[string]Level{"misfit": LevelError, "underset": LevelOff})
	w := e.Waivers[0]
	same(t, "waiver", w, Waiver{"misfit", "A02", "story-2", "story-2/1", "周芳", "改不动", Date{2024, 2, 1}, w.Pos})
	same(t, "alone on its page", e.Stories[2].Frames[0].Lines, Span{1, 60})
}

// TestFolio: pieces come from the page, else the edition, else what the edition
// says of itself; values that are lacking leave no mark.
func TestFolio(t *testing.T) {
	for _, c := range []struct {
		edition, page       string
		left, center, right string
		none                bool
	}{
		{"name = '焦作日报'\ndate = 2024-01-12", "name = '06'\nsection = '党建'", "焦作日报", "党建", "2024年1月12日　星期五　第6版", false},
		{"name = '焦作日报'", "", "焦作日报", "", "第1版", false},
		{"", "", "", "", "", true},
		{"name = '焦作日报'", "folio = false", "", "", "", true},
		{"name = '焦作日报'\nfolio = false", "", "", "", "", true},
		{"folio = false", "folio = true\nnumber = '十二'", "", "", "第十二版", false},
		{"[edition.folio]\nleft = '{b:$number}\\$5 $'\ncenter = '甲'", "[page.folio]\ncenter = '乙'", "1$5 $", "乙", "第1版", false},
		{"name = '{报}'", "", "{报}", "", "第1版", false},
	} {
		src := c.edition + "\n[[page]]\n" + c.page + "\n[[story]]\ntext = '甲'\n"
		if c.edition != "" && c.edition[0] != '[' {
			src = "[edition]\n" + src
		}
		f := mustRead(t, src, nil).Pages[0].Folio
		if f == nil || c.none {
			same(t, src, f == nil, c.none)
			continue
		}
		same(t, src, []string{string(f.Left.Runes), string(f.Center.Runes), string(f.Right.Runes)}, []string{c.left, c.center, c.right})
	}
}

// TestEveryKeyIsTested: the edition above has every key of the vocabulary.
func TestEveryKeyIsTested(t *testing.T) {
	var tree map[string]any
	if _, err := toml.Decode(readFileT(t, "testdata/all-keys.toml"), &tree); err != nil {
		t.Fatal(err)
	}
	var walk func(path string, rows []keyInfo, tables []map[string]any)
	walk = func(path string, rows []keyInfo, tables []map[string]any) {
		for _, k := range rows {
			var below []map[string]any
			found := false
			for _, m := range tables {
				v, ok := m[k.name]
				found = found || ok
				switch v := v.(type) {
				case map[string]any:
					if k.shape == named {
						for _, e := range v {
							below = append(below, e.(map[string]any))
						}
					} else {
						below = append(below, v)
					}
				case []map[string]any:
					below = append(below, v...)
				}
			}
			if !found {
				t.Errorf("no test writes %s%s", path, k.name)
			}
			if len(k.rows) > 0 {
				walk(path+k.name+".", k.rows, below)
			}
		}
	}
	walk("", infos(fileRows()), []map[string]any{tree})
}

// TestPresets: the figures of newspaper practice for both pages.
func TestPresets(t *testing.T) {
	for _, c := range []struct {
		name         string
		trim         geom.Size
		ems, lines   int
		width        string
		pitchPt      float64
		long         []int // 字 of a 长栏 of 1, 2 … base columns
		capacity     int
		height, both geom.Length
	}{
		{"duikai", geom.Size{W: 390 * geom.MM, H: 550 * geom.MM}, 111, 120, "352.4mm", 11.57, []int{13, 27, 41, 55, 69, 83, 97, 111}, 13320, 490 * geom.MM, 0},
		{"sikai", geom.Size{W: 275 * geom.MM, H: 390 * geom.MM}, 71, 86, "225.4mm", 11.54, []int{11, 23, 35, 47, 59, 71}, 6106, 350 * geom.MM, 0},
	} {
		e := mustRead(t, "[edition]\npreset = \""+c.name+"\"\n[[page]]\n[[story]]\ntext = '甲'\n", nil)
		p := e.Pages[0]
		g := p.Grid
		same(t, c.name+" trim", p.Trim, c.trim)
		same(t, c.name+" lines", []int{g.Lines, g.Ems(Span{1, g.Columns}) / 1000, g.Lines * g.Ems(Span{1, g.Columns}) / 1000}, []int{c.lines, c.ems, c.capacity})
		same(t, c.name+" width", mm(g.Width()), c.width)
		same(t, c.name+" height", g.Height, c.height)
		if got := g.Pitch().Pt(); got < c.pitchPt-0.005 || got > c.pitchPt+0.005 {
			t.Errorf("%s: pitch %.3fpt", c.name, got)
		}
		for i, want := range c.long {
			same(t, c.name+" long column", g.Ems(Span{1, i + 1}), want*1000)
		}
	}
}

// TestGridDefaults: what follows where only a part of the grid is written.
func TestGridDefaults(t *testing.T) {
	for _, c := range []struct {
		toml  string
		lines int
		pitch geom.Length
	}{
		{"em = '五号'\nmeasure = 11", 102, (490 * geom.MM).MulDiv(1, 102)}, // 490 mm / (10.5 pt · 11.575/9)
		{"height = '245mm'", 60, (245 * geom.MM).MulDiv(1, 60)},
		{"lines = 100", 100, (490 * geom.MM).MulDiv(1, 100)},
		{"columns = 6", 120, (490 * geom.MM).MulDiv(1, 120)},
	} {
		e := mustRead(t, "[[page]]\n[page.grid]\n"+c.toml+"\n[[story]]\ntext = '甲'\n", nil)
		g := e.Pages[0].Grid
		same(t, c.toml, []any{g.Lines, g.Pitch()}, []any{c.lines, c.pitch})
	}
}

func TestDates(t *testing.T) {
	for _, c := range []struct {
		d                     Date
		iso, chinese, weekday string
	}{
		{Date{2024, 1, 12}, "2024-01-12", "2024年1月12日", "星期五"},
		{Date{2024, 2, 29}, "2024-02-29", "2024年2月29日", "星期四"},
		{Date{1949, 10, 1}, "1949-10-01", "1949年10月1日", "星期六"},
		{Date{2000, 1, 2}, "2000-01-02", "2000年1月2日", "星期日"},
		{Date{}, "", "", ""},
	} {
		same(t, c.iso, []string{c.d.String(), c.d.Chinese(), c.d.Weekday()}, []string{c.iso, c.chinese, c.weekday})
	}
}

func TestInks(t *testing.T) {
	for _, c := range []struct {
		s    string
		want sheet.Ink
		ok   bool
	}{
		{"C0 M100 Y100 K0", sheet.Ink{M: 1000, Y: 1000}, true},
		{"c10.5m20y30k40", sheet.Ink{C: 105, M: 200, Y: 300, K: 400}, true},
		{"K100", sheet.Ink{K: 1000}, true},
		{"M30 K5", sheet.Ink{M: 300, K: 50}, true},
		{"8%", sheet.Ink{K: 80}, true},
		{"12.5%", sheet.Ink{K: 125}, true},
		{"", sheet.Ink{}, false}, {" K5", sheet.Ink{}, false}, {"K101", sheet.Ink{}, false}, {"K5 C5", sheet.Ink{}, false},
		{"C5 C5", sheet.Ink{}, false}, {"101%", sheet.Ink{}, false}, {"%", sheet.Ink{}, false}, {"red", sheet.Ink{}, false}, {"K", sheet.Ink{}, false},
	} {
		got, ok := parseInk(c.s)
		if ok != c.ok || ok && got != c.want {
			t.Errorf("%q: %+v %v", c.s, got, ok)
		}
	}
}

// TestStyleInheritance: body's changes reach all that extends it, a built-in
// name is changed key by key, and an own name starts from body.
func TestStyleInheritance(t *testing.T) {
	e := mustRead(t, `
[style.body]
font = "hei"
latin-gap = "0.25字"
[style.head]
size = "小初"
[style.lead]
extends = "head"
ink = "K80"
[style.note]
indent = "1字"
[[page]]
[[story]]
text = "甲"
`, nil)
	st := e.Styles
	same(t, "body", []any{st["body"].Font, st["body"].Size, st["body"].Indent, st["body"].Bold}, []any{[]string{"hei"}, geom.Ems(1), geom.Ems(2), []string{"song-bold", "hei"}})
	same(t, "caption keeps its own font", st["caption"].Font, []string{"kai"})
	same(t, "folio takes body's", st["folio"].Font, []string{"hei"})
	same(t, "options are inherited", st["lead"].Options.LatinGap, 250)
	same(t, "head", []any{st["head"].Size, st["head"].Font, st["head"].Align, st["head"].Indent}, []any{geom.Fixed(30 * geom.Pt), []string{"song-black"}, paragraph.Center, geom.Ems(0)})
	same(t, "lead", []any{st["lead"].Size, st["lead"].Ink}, []any{geom.Fixed(30 * geom.Pt), sheet.Ink{K: 800}})
	same(t, "note", []any{st["note"].Font, st["note"].Indent, st["note"].Pos.Line}, []any{[]string{"hei"}, geom.Ems(1), 10})
	same(t, "built-in styles stand nowhere", st["plain"].Pos, diag.Pos{})
}

// TestOrientation: a picture that EXIF turns a quarter has its sides exchanged.
func TestOrientation(t *testing.T) {
	tiff := "MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00\x00\x00\x00\x00"
	seg := "Exif\x00\x00" + tiff
	app1 := "\xff\xe1" + string([]byte{byte((len(seg) + 2) >> 8), byte(len(seg) + 2)}) + seg
	frame := "\xff\xc0\x00\x0b\x08\x00\x20\x00\x10\x01\x01\x11\x00" // 16 × 32, one channel
	for _, c := range []struct {
		name, data string
		w, h       int
		orient     uint8
	}{
		{"turned", "\xff\xd8" + app1 + frame + "\xff\xda\x00\x02\xff\xd9", 32, 16, 6},
		{"upright", "\xff\xd8" + frame + "\xff\xda\x00\x02\xff\xd9", 16, 32, 1},
	} {
		img, why := decodeImage(c.name, []byte(c.data))
		if img == nil {
			t.Errorf("%s: %s", c.name, why.EN)
			continue
		}
		same(t, c.name, []any{img.W, img.H, img.Orient, img.Gray}, []any{c.w, c.h, c.orient, true})
	}
}

// TestFolders: files are read from the edition's folder and the declared ones,
// and through no link that leads out.
func TestFolders(t *testing.T) {
	dir := t.TempDir()
	write := func(name, data string) {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("paper/sub/in.txt", "甲")
	write("shared/out.txt", "乙")
	write("secret/no.txt", "丙")
	write("paper/both.txt", "近")
	write("shared/both.txt", "远")
	for link, to := range map[string]string{
		"paper/link.txt": "../secret/no.txt", "paper/door": "../secret", "paper/inside.txt": "sub/in.txt",
	} {
		if err := os.Symlink(to, filepath.Join(dir, link)); err != nil {
			t.Skip("no links here:", err)
		}
	}
	for _, c := range []struct{ file, want, code string }{
		{"sub/in.txt", "甲", ""},
		{"./sub/../sub/in.txt", "甲", ""},
		{"../shared/out.txt", "乙", ""},
		{"out.txt", "乙", ""},
		{"both.txt", "近", ""},
		{filepath.ToSlash(filepath.Join(dir, "shared/out.txt")), "乙", ""},
		{"inside.txt", "甲", ""},
		{"../paper/sub/in.txt", "甲", ""},
		{"link.txt", "", "outside-folders"},
		{"door/no.txt", "", "outside-folders"},
		{"../secret/no.txt", "", "outside-folders"},
		{filepath.ToSlash(filepath.Join(dir, "secret/no.txt")), "", "outside-folders"},
		{"sub", "", "unreadable"},
		{"none.txt", "", "missing-file"},
	} {
		write("paper/pages.toml", "[edition]\nfolders = [\"../shared\"]\n[[page]]\n[[story]]\nfile = '"+c.file+"'\n")
		e, fs := Read(filepath.Join(dir, "paper/pages.toml"), Options{Fonts: library(t), Trust: Trust{Allow: []string{filepath.Join(dir, "shared")}}})
		if c.code != "" {
			if l := fs.Sorted(); e != nil || len(l) != 1 || l[0].Code != c.code {
				t.Errorf("%s: %v, want %s", c.file, l, c.code)
			}
			continue
		}
		if e == nil {
			t.Errorf("%s: %v", c.file, fs.Sorted())
			continue
		}
		same(t, c.file, string(e.Stories[0].Copy[0].Runes), c.want)
	}
}

// TestUnreadablePages: a pages.toml that cannot be read is a finding too.
func TestUnreadablePages(t *testing.T) {
	dir := t.TempDir()
	for _, path := range []string{filepath.Join(dir, "none.toml"), dir} {
		e, fs := Read(path, Options{})
		if l := fs.Sorted(); e != nil || len(l) != 1 || l[0].Code != "unreadable" || l[0].Pos.File != filepath.Base(path) {
			t.Errorf("%s: %v", path, l)
		}
	}
}

// TestNearest: a hint is given for slips, not for other words.
func TestNearest(t *testing.T) {
	names := []string{"head", "deck", "kicker", "columns", "head-legs", "latin-gap"}
	for written, want := range map[string]string{
		"haed": "head", "hed": "head", "Head": "head", "colums": "columns", "column": "columns", "head_legs": "head-legs",
		"latingap": "latin-gap", "ticker": "kicker", "body": "", "x": "", "": "",
	} {
		if got := nearest(written, names); got != want {
			t.Errorf("%q: %q, want %q", written, got, want)
		}
	}
}

// TestManyFaults: findings of one kind are listed up to a limit and then
// counted, the first ones in the file's order, in linear time.
func TestManyFaults(t *testing.T) {
	for name, src := range map[string]string{
		"stray-brace": "[[page]]\n[[story]]\ntext = \"\"\"\n" + strings.Repeat("}", 50_000) + "\"\"\"\n",
		"tab":         "[[page]]\n[[story]]\ntext = \"甲" + strings.Repeat("\\t", 50_000) + "乙\"\n",
		"unknown-key": "[[page]]\n[[story]]\ntext = 'x'\n" + manyKeys(5_000),
		"overlap":     "[[page]]\n" + strings.Repeat("[[story]]\ntext = '甲'\ncolumns = 1\nlines = 1\n", 200),
		"too-many":    "[[page]]\n" + strings.Repeat("[[story]]\n", int(Bounds[limitStories].Default)+1),
	} {
		_, fs := readText(t, src, nil)
		_, again := readText(t, src, nil)
		l := fs.Sorted()
		same(t, name+" read twice", again.Sorted(), l)
		n := 0
		for _, f := range l {
			if f.Code == name {
				n++
			}
		}
		if n != maxAlike+1 && !(name == "too-many" && n == 1) {
			t.Errorf("%s: %d findings listed", name, n)
		}
	}
}

func manyKeys(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "k%d = 1\n", (i*7919)%n)
	}
	return b.String()
}

// TestSpots: a spot ink is one value however often it is named, at any tint.
func TestSpots(t *testing.T) {
	e := mustRead(t, `
[spot]
"专红 C" = "M100 Y80 K5"
[[page]]
[[story]]
text = "甲"
tint = "专红 C 30%"
border = { kind = "thin", ink = "专红 C" }
`, nil)
	f := e.Stories[0].Frames[0]
	spot := &sheet.Spot{Name: "专红 C", M: 1000, Y: 800, K: 50}
	same(t, "tint", f.Tint, sheet.Ink{M: 300, Y: 240, K: 15, Spot: spot, Tint: 300})
	same(t, "border", f.Border.Ink, sheet.Ink{M: 1000, Y: 800, K: 50, Spot: spot, Tint: 1000})
	if f.Tint.Spot != f.Border.Ink.Spot {
		t.Error("one ink, two values")
	}
}
