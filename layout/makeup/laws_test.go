package makeup

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"paiban/layout/edition"
	"paiban/layout/geom"
	"paiban/layout/paragraph"
	"paiban/layout/sheet"
)

// laws are what must hold of any story in any frames:
// every rune of the copy is in one line, in order, on the page or over;
// lines stand in slots in order, inside their leg, never two in one slot;
// no crosshead stands at the foot of a leg with text after it.
func checkLaws(t *testing.T, gal *galley, slots []slot, fl flowed) {
	t.Helper()
	next := make([][]int, len(gal.pieces))
	for i, p := range gal.pieces {
		next[i] = make([]int, len(p.lines))
	}
	piece, last := 0, -1
	all := append(append([]placed{}, fl.lines...), fl.over...)
	for n, l := range all {
		if l.piece < piece {
			t.Fatalf("piece %d comes after piece %d", l.piece, piece)
		}
		piece = l.piece
		if at := next[l.piece][l.part]; l.line.From != at {
			t.Fatalf("piece %d part %d: a line starts at rune %d, want %d", l.piece, l.part, l.line.From, at)
		}
		next[l.piece][l.part] = l.line.To
		if n >= len(fl.lines) {
			continue
		}
		if l.slot <= last || l.slot >= len(slots) {
			t.Fatalf("slot %d after slot %d of %d", l.slot, last, len(slots))
		}
		last = l.slot
		s := slots[l.slot]
		if w := l.line.Indent + l.line.Width; w > s.measure && l.line.Misfit == 0 {
			t.Fatalf("a line %d wide in a measure of %d without a misfit", w, s.measure)
		}
		if gal.pieces[l.piece].role == sheet.Paragraph && l.y != s.baseline {
			t.Fatal("a body line off its slot's baseline")
		}
		foot := l.slot+1 == len(slots) || !slots[l.slot+1].follows(s)
		if gal.pieces[l.piece].role == sheet.Crosshead && foot && l.piece+1 < len(gal.pieces) && n+1 < len(fl.lines) && fl.lines[n+1].piece != l.piece {
			t.Fatal("背题: a crosshead at the foot of a leg")
		}
	}
	for i, p := range gal.pieces {
		for k, in := range p.lines {
			if next[i][k] != len(in.Runes) {
				t.Fatalf("piece %d part %d: %d of %d runes accounted for", i, k, next[i][k], len(in.Runes))
			}
		}
	}
}

// randomStory makes copy and frames from a seed: 1–4 frames on pages of 1–5
// legs, 0–3 crossheads, bylines, pictures that block legs wholly or in part.
func randomStory(seed uint64) (*edition.Edition, *edition.Story) {
	r := rand.New(rand.NewPCG(seed, 1))
	styles := map[sheet.Role]*edition.Style{}
	for _, role := range []sheet.Role{sheet.Standing, sheet.Kicker, sheet.Head, sheet.Deck, sheet.Byline, sheet.Crosshead, sheet.Paragraph, sheet.Caption, sheet.Credit} {
		styles[role] = &edition.Style{Name: string(role), Size: geom.Ems(1), Ink: sheet.Black, Rule: edition.RuleNone, Flex: [2]int{-1, 1}, FlexPrice: 100}
	}
	body := styles[sheet.Paragraph]
	body.Indent, body.Flex = geom.Ems(2), [2]int{-2, 2}
	styles[sheet.Head].Size = geom.Fixed(geom.Length(14+r.IntN(20)) * geom.Pt)
	styles[sheet.Crosshead].Before = geom.Dim{N: int64(r.IntN(1500)), Unit: geom.Line}
	styles[sheet.Crosshead].After = geom.Dim{N: int64(r.IntN(800)), Unit: geom.Line}
	styles[sheet.Byline].Align = paragraph.Center
	ed := &edition.Edition{Name: "law", Lang: "zh-CN"}
	pg := &edition.Page{Name: "01", Number: "1", Trim: geom.Size{W: 400 * geom.MM, H: 600 * geom.MM}}
	pg.Grid = edition.Grid{Em: 10 * geom.Pt, Columns: 1 + r.IntN(6), Measure: 8 + r.IntN(13), Gap: 1000, Lines: 40, Height: 180 * geom.MM}
	ed.Pages = []*edition.Page{pg}
	s := &edition.Story{ID: "s", Styles: styles, Head: []edition.Inline{inline("标题一行")}}
	from := 1
	for n := range 1 + r.IntN(3) {
		to := min(from+4+r.IntN(14), pg.Grid.Lines)
		f := &edition.Frame{
			N: n + 1, Page: pg, Columns: edition.Span{From: 1, To: pg.Grid.Columns}, Lines: edition.Span{From: from, To: to},
			Legs: 1 + r.IntN(pg.Grid.Columns), Remainder: edition.Absolute, Body: body, Balance: r.IntN(3) == 0,
		}
		s.Frames = append(s.Frames, f)
		if r.IntN(3) == 0 {
			c := 1 + r.IntN(pg.Grid.Columns)
			a := from + r.IntN(to-from+1)
			s.Pictures = append(s.Pictures, &edition.Picture{
				Spot:  edition.Spot{Frame: f, Columns: edition.Span{From: c, To: c}, Lines: edition.Span{From: a, To: min(a+3, to)}},
				Image: &sheet.Image{W: 100, H: 80}, Focus: [2]int{500, 500}, Flex: [2]int{-1, 1},
			})
		}
		if from = to + 1; from > pg.Grid.Lines-5 {
			break
		}
	}
	s.HeadAt.Frame = s.Frames[0]
	for range 1 + r.IntN(8) {
		switch r.IntN(6) {
		case 0:
			for range 1 + r.IntN(2) {
				s.Copy = append(s.Copy, edition.Block{Kind: edition.Crosshead, Inline: inline("小标题的字")})
			}
		case 1:
			s.Copy = append(s.Copy, edition.Block{Kind: edition.Byline, Inline: inline("本报记者 周芳")})
		}
		s.Copy = append(s.Copy, edition.Block{Kind: edition.Paragraph, Inline: inline(randomCopy(r, 1+r.IntN(200)))})
	}
	ed.Stories = []*edition.Story{s}
	return ed, s
}

func inline(t string) edition.Inline { return edition.Inline{Runes: []rune(t)} }

// randomCopy makes n characters of Chinese with marks, digits and Latin words.
func randomCopy(r *rand.Rand, n int) string {
	words := []string{"的", "乡村", "振兴", "，", "。", "“", "”", "2023年", "、", "《", "》", "50万元", "paiban", "——", "……", "工作", "（", "）", "；", "：", "服务"}
	var out []rune
	for len(out) < n {
		out = append(out, []rune(words[r.IntN(len(words))])...)
		out = append(out, rune(0x4e00+r.IntN(2000)))
	}
	return string(out)
}

func lawOf(t *testing.T, seed uint64) {
	t.Helper()
	ed, s := randomStory(seed)
	frames, _ := openStory(ed, s)
	for _, s.Exact = range []bool{false, true} {
		_, gal, slots, fl := copyfitted(s, frames)
		checkLaws(t, gal, slots, fl)
	}
}

func TestLawsOfRandomStories(t *testing.T) {
	for seed := range uint64(300) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) { lawOf(t, seed) })
	}
}

// Balanced legs of plain paragraphs end within a line of each other, the longer
// ones first.
func TestBalancedLegsDifferByALine(t *testing.T) {
	for seed := range uint64(120) {
		ed, s := randomStory(seed)
		s.Frames, s.Pictures = s.Frames[:1], nil
		s.Frames[0].Balance, s.Frames[0].Lines = true, edition.Span{From: 1, To: 40}
		s.Copy = slices.DeleteFunc(s.Copy, func(b edition.Block) bool { return b.Kind != edition.Paragraph })
		frames, _ := openStory(ed, s)
		_, _, slots, fl := copyfitted(s, frames)
		if len(fl.over) > 0 || len(fl.lines) < len(frames[0].legs) {
			continue
		}
		foot := make([]int, len(frames[0].legs))
		for _, l := range fl.lines {
			foot[slots[l.slot].leg] = slots[l.slot].line
		}
		for i := 1; i < len(foot); i++ {
			if d := foot[i-1] - foot[i]; d < 0 || d > 1 {
				t.Fatalf("seed %d: legs end on lines %v", seed, foot)
			}
		}
		if foot[0]-foot[len(foot)-1] > 1 {
			t.Fatalf("seed %d: legs end on lines %v", seed, foot)
		}
	}
}

func FuzzLaws(f *testing.F) {
	for seed := range uint64(20) {
		f.Add(seed)
	}
	f.Fuzz(lawOf)
}
