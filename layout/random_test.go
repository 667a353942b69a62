package layout_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"paiban/fonts/fonttest"
	"paiban/layout"
	"paiban/layout/edition"
	"paiban/layout/geom"
	"paiban/layout/sheet"
)

// randomEdition writes an edition of a seed into dir: up to three pages, each cut
// into frames that do not overlap, with stories of any length – some on two pages –
// heads, crossheads, marks, pictures, insets in any size of type.
func randomEdition(t testing.TB, dir string, seed uint64) string {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 99))
	pick := func(list ...string) string { return list[r.IntN(len(list))] }
	var b strings.Builder
	b.WriteString("[edition]\nname = \"试纸\"\ndate = 2026-11-23\n")
	fmt.Fprintf(&b, "[style.big]\nextends = \"body\"\nsize = \"%dpt\"\nindent = \"0pt\"\n", 6+r.IntN(30))
	fmt.Fprintf(&b, "[style.crosshead]\nbefore = \"%d.%d行\"\n", r.IntN(2), r.IntN(10))
	type place struct{ page, at string }
	var places []place
	for n := range 1 + r.IntN(3) {
		columns, lines := 4+r.IntN(5), 40+r.IntN(60)
		page := fmt.Sprintf("%02d", n+1)
		fmt.Fprintf(&b, "[[page]]\nname = %q\n[page.grid]\nem = \"9pt\"\ncolumns = %d\nmeasure = %d\nlines = %d\nheight = \"%dmm\"\n",
			page, columns, 8+r.IntN(3), lines, lines*4+r.IntN(30))
		for top := 1; top < lines-8; {
			foot := min(top+7+r.IntN(lines/2), lines)
			cut := columns
			if r.IntN(2) == 0 {
				cut = 1 + r.IntN(columns)
			}
			for _, c := range [][2]int{{1, cut}, {cut + 1, columns}} {
				if c[0] <= c[1] {
					places = append(places, place{page, fmt.Sprintf("page = %q\ncolumns = [%d, %d]\nlines = [%d, %d]\n", page, c[0], c[1], top, foot)})
				}
			}
			top = foot + 1
		}
	}
	r.Shuffle(len(places), func(i, j int) { places[i], places[j] = places[j], places[i] })
	for i := 0; len(places) > 0; i++ {
		fmt.Fprintf(&b, "[[story]]\nid = \"s%d\"\nfit = %q\n", i, pick("exact", "off"))
		if r.IntN(4) > 0 {
			fmt.Fprintf(&b, "head = %q\n", pick("河边", "春天先到河边的一座小城", "让新就业群体在河边安家"))
		}
		n := min(1+r.IntN(5)/3, len(places))
		if n == 1 {
			b.WriteString(places[0].at)
		}
		fmt.Fprintf(&b, "text = '''\n%s'''\n", randomText(r))
		if n == 1 && r.IntN(3) == 0 {
			fmt.Fprintf(&b, "[[story.picture]]\nfile = \"p.png\"\nlegs = 1\nheight = %d\ncaption = \"图中是河边的一座小城\"\n", 4+r.IntN(6))
		}
		if n == 1 && r.IntN(4) == 0 {
			fmt.Fprintf(&b, "[[story.inset]]\nlegs = 1\nheight = %d\nstyle = %q\ntext = \"春天先到河边\"\n", 2+r.IntN(6), pick("big", "body"))
		}
		slices.SortStableFunc(places[:n], func(a, b place) int { return strings.Compare(a.page, b.page) })
		for _, p := range places[:n] {
			if n > 1 {
				b.WriteString("[[story.frame]]\n" + p.at)
			}
		}
		places = places[n:]
	}
	if err := os.WriteFile(filepath.Join(dir, "pages.toml"), []byte(b.String()), 0o666); err != nil {
		t.Fatal(err)
	}
	return filepath.Join(dir, "pages.toml")
}

// randomText makes copy of no to some thousand characters.
func randomText(r *rand.Rand) string {
	words := []string{"的", "乡村", "振兴", "，", "。", "“", "”", "2023年", "、", "《", "》", "50万元", "paiban", "——", "……", "工作", "{b:粗体}", "{kai:楷体}", "（", "）", "；", "：", "服务"}
	var b strings.Builder
	for range 1 + r.IntN(12) {
		switch r.IntN(8) {
		case 0:
			b.WriteString("# 小标题的字\n")
		case 1:
			b.WriteString("@ 本报记者　周芳\n")
		case 2:
			b.WriteString("% 本报讯\n")
		}
		for range 1 + r.IntN(60) {
			b.WriteString(words[r.IntN(len(words))])
			b.WriteRune(rune(0x4e00 + r.IntN(3000)))
		}
		b.WriteString("\n")
	}
	return b.String()
}

// checkEdition holds pages to what must be so of any: every rune of the copy in its
// order on the pages or reported over, once; type inside its frame and its leg, legs
// from left to right; nothing on top of anything else.
func checkEdition(t *testing.T, r layout.Result) {
	t.Helper()
	tight := map[string]bool{} // pages whose findings say that something has no room
	over := map[string]bool{}
	for _, f := range r.Findings.Sorted() {
		switch f.Code {
		case "head-no-room", "inset-no-room", "picture-no-room":
			tight[f.Page] = true
		case "overset":
			over[f.Story] = true
		}
	}
	placed := map[string]map[string]string{} // by story and place of the block
	for _, p := range r.Sheets.Pages {
		for _, s := range p.Stories {
			if s.Furniture {
				continue
			}
			checkBlocks(t, p, s, placed)
		}
		if !tight[p.Name] {
			checkApart(t, p)
		}
	}
	for _, s := range r.Edition.Stories {
		all, broken := placed[s.ID], false
		for i := 0; i < len(s.Copy); i++ {
			pos, want := s.Copy[i].Pos.String(), string(s.Copy[i].Runes)
			if s.Copy[i].Kind == edition.Dateline { // stands before its paragraph, on the same line
				i++
				want += "　" + string(s.Copy[i].Runes)
			}
			got := all[pos]
			switch {
			case broken && got != "":
				t.Fatalf("story %s: copy is placed after copy that is over", s.ID)
			case !strings.HasPrefix(want, got):
				t.Fatalf("story %s: placed %q of %q", s.ID, got, want)
			case got != want:
				broken = true
			}
		}
		if broken != over[s.ID] {
			t.Fatalf("story %s: copy missing: %v, reported as overset: %v", s.ID, broken, over[s.ID])
		}
	}
}

// checkBlocks collects a story's text on a page, and holds its lines to their frames.
func checkBlocks(t *testing.T, p *sheet.Page, s *sheet.Story, placed map[string]map[string]string) {
	t.Helper()
	if placed[s.ID] == nil {
		placed[s.ID] = map[string]string{}
	}
	leg, frame, y := 0, "", geom.Length(0)
	for _, b := range s.Blocks {
		for _, l := range b.Lines {
			switch b.Role {
			case sheet.Paragraph, sheet.Crosshead, sheet.Byline, sheet.Dateline:
			default:
				continue
			}
			placed[s.ID][b.Pos.String()] += l.Text
			switch {
			case l.Frame != frame:
				frame = l.Frame
			case l.Leg < leg:
				t.Fatalf("%s: leg %d after leg %d", l.Frame, l.Leg, leg)
			case l.Leg == leg && l.Origin.Y <= y:
				t.Fatalf("%s: a line at %d after one at %d", l.Frame, l.Origin.Y, y)
			}
			leg, y = l.Leg, l.Origin.Y
			i := slices.IndexFunc(p.Frames, func(f sheet.Frame) bool { return fmt.Sprintf("%s/%d", f.Story, f.N) == l.Frame })
			if i < 0 {
				t.Fatalf("no frame %q", l.Frame)
			}
			box := p.Frames[i].Legs[l.Leg-1]
			x0, x1 := l.Origin.X+l.Indent, l.Origin.X+l.Indent+l.Width
			if x0 < box.X-1 || x1 > box.Right()+1 && l.Misfit == 0 || l.Origin.Y > box.Bottom() || l.Origin.Y-l.Em < box.Y-l.Em/2 {
				t.Fatalf("%s leg %d: a line at %d…%d, %d in %+v", l.Frame, l.Leg, x0, x1, l.Origin.Y, box)
			}
		}
	}
}

// checkApart: no line of type lies on another, or on a picture.
func checkApart(t *testing.T, p *sheet.Page) {
	t.Helper()
	type box struct {
		geom.Rect
		what string
	}
	var boxes []box
	var visit func(b *sheet.Block)
	visit = func(b *sheet.Block) {
		for _, l := range b.Lines {
			// The em box, less a tenth: faces and half lines of air lean over it a little.
			rect := geom.Rect{X: l.Origin.X + l.Indent, Y: l.Origin.Y - l.Em*78/100, W: l.Width, H: l.Em * 80 / 100}
			boxes = append(boxes, box{rect.Inset(l.Em / 20), string(b.Role) + " " + l.Text})
		}
		if b.Picture != nil {
			boxes = append(boxes, box{b.Picture.Rect, "picture"})
		}
		for _, k := range b.Blocks {
			visit(k)
		}
	}
	for _, s := range p.Stories {
		for _, b := range s.Blocks {
			visit(b)
		}
	}
	for i, a := range boxes {
		for _, b := range boxes[:i] {
			if !a.Intersect(b.Rect).Empty() {
				t.Fatalf("page %s: %q %+v lies on %q %+v", p.Name, a.what, a.Rect, b.what, b.Rect)
			}
		}
	}
}

func setRandom(t *testing.T, seed uint64) {
	t.Helper()
	dir := t.TempDir()
	data, err := os.ReadFile("testdata/faults/wide.png")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "p.png"), data, 0o666); err != nil {
		t.Fatal(err)
	}
	r := layout.Set(randomEdition(t, dir, seed), layout.Options{Fonts: fonttest.Library()})
	if r.Sheets == nil {
		t.Fatalf("refused: %v", r.Findings.Sorted()[0])
	}
	checkEdition(t, r)
}

func TestRandomEditions(t *testing.T) {
	for seed := range uint64(20) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) { setRandom(t, seed) })
	}
}

// FuzzEditions: the pages of any edition keep the laws of makeup.
func FuzzEditions(f *testing.F) {
	for seed := range uint64(5) {
		f.Add(seed)
	}
	f.Fuzz(setRandom)
}

// TestSoak sets five thousand random editions in one process, each tenth as PDF too:
// what stays in memory after them is what stays after the first hundred.
func TestSoak(t *testing.T) {
	n := 60
	if os.Getenv("PAIBAN_LONG") != "" {
		n = 5000
	}
	dir := t.TempDir()
	data, err := os.ReadFile("testdata/faults/wide.png")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "p.png"), data, 0o666); err != nil {
		t.Fatal(err)
	}
	lib := fonttest.Library()
	heap := func() uint64 {
		runtime.GC()
		runtime.GC() // the first fills pools' victims, the second drops them
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	var early uint64
	for i := range n {
		r := layout.Set(randomEdition(t, dir, uint64(i)), layout.Options{Fonts: lib, Print: i%10 == 0})
		if r.Sheets == nil || r.Err != nil {
			t.Fatalf("edition %d: %v %v", i, r.Findings.Sorted(), r.Err)
		}
		if done := i + 1; done == n/3 {
			early = heap()
			t.Logf("%5d editions: %d MB live, %d goroutines", done, early>>20, runtime.NumGoroutine())
		} else if done%(n/10) == 0 {
			t.Logf("%5d editions: %d MB live, %d goroutines", done, heap()>>20, runtime.NumGoroutine())
		}
	}
	// Faces keep the glyphs that they were asked for; after a third of the editions
	// nearly all have been.
	if late := heap(); late > early+8<<20 {
		t.Errorf("%d MB live after %d editions, %d MB after %d", late>>20, n, early>>20, n/3)
	}
	if g := runtime.NumGoroutine(); g > 20 {
		t.Errorf("%d goroutines are left", g)
	}
}
