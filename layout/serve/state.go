package serve

import (
	"encoding/json"
	"net/url"
	"path/filepath"
	"strconv"
	"strings"

	"paiban/layout"
	"paiban/layout/diag"
	"paiban/layout/geom"
	"paiban/layout/overlay"
)

// state is what an open page knows of the desk, as JSON. Lengths are points.
type state struct {
	Rev      int           `json:"rev"`
	Shown    int           `json:"shown"`  // the build whose pages are shown; 0 = none yet
	Before   int           `json:"before"` // the build to compare with; 0 = none
	Valid    bool          `json:"valid"`  // the last input could be set
	Edition  string        `json:"edition"`
	Overlays []string      `json:"overlays"`
	Pages    []pageState   `json:"pages"`
	Findings []findingJSON `json:"findings"`
}

type pageState struct {
	Name    string       `json:"name"`
	Title   string       `json:"title"`
	Width   float64      `json:"width"`
	Height  float64      `json:"height"`
	Dirty   []rect       `json:"dirty"` // changed since the build before; null = all
	Stories []storyState `json:"stories"`
}

type storyState struct {
	ID        string  `json:"id"`
	Head      string  `json:"head"`
	Legs      int     `json:"legs"`
	Lines     int     `json:"lines"`
	Chars     int     `json:"chars"`
	OverLines int     `json:"over_lines"`
	OverEm    int     `json:"over_em"` // whole 字, rounded up
	RoomLines int     `json:"room_lines"`
	RoomEm    int     `json:"room_em"`
	Frames    []frame `json:"frames"`
}

type frame struct {
	Name string `json:"name"`
	Box  rect   `json:"box"`
}

// both is a text in both languages: the page chooses.
type both struct {
	ZH string `json:"zh"`
	EN string `json:"en"`
}

func bothOf(t diag.Text) both { return both{t.ZH, t.EN} }

type findingJSON struct {
	Code     string `json:"code"`
	Severity string `json:"severity"`
	Waived   string `json:"waived"` // by whom, until when and why; "" = it counts
	Page     string `json:"page"`
	Box      *rect  `json:"box"`
	Message  both   `json:"message"`
	Hint     both   `json:"hint"`
	source
}

// source is a place in the input, with its line.
type source struct {
	File string `json:"file"`
	Line int    `json:"line"`
	Col  int    `json:"col"`
	Text string `json:"text"` // of the line, cut to what stands around Col
	Mark int    `json:"mark"` // character of Text that Col is
	Link string `json:"link"` // opens the editor there; "" = no editor is set
}

// state gives the desk's state. The caller holds mu.
func (d *Desk) state() []byte {
	s := state{Rev: d.rev, Overlays: overlay.Names, Pages: []pageState{}, Findings: []findingJSON{}}
	if d.last != nil {
		s.Valid = d.last.result.Sheets != nil
		for _, f := range d.last.result.Findings.Sorted() {
			s.Findings = append(s.Findings, d.finding(f, d.last))
		}
	}
	if d.before != nil {
		s.Before = d.before.rev
	}
	if b := d.now; b != nil {
		s.Shown, s.Edition = b.rev, b.result.Sheets.Name
		for _, p := range b.result.Sheets.Pages {
			ps := pageState{Name: p.Name, Title: p.Title, Width: p.Trim.W.Pt(), Height: p.Trim.H.Pt(), Dirty: b.dirty[p.Name], Stories: []storyState{}}
			for _, fit := range b.result.Stories {
				if fit.Page == p.Name {
					ps.Stories = append(ps.Stories, b.story(fit))
				}
			}
			s.Pages = append(s.Pages, ps)
		}
	}
	data, err := json.Marshal(s)
	if err != nil {
		panic(err) // strings and numbers only
	}
	return data
}

func (b *build) story(s layout.StoryFit) storyState {
	up := func(em int) int { return (em + 999) / 1000 }
	out := storyState{s.ID, s.Head, s.Legs, s.Lines, s.Chars, s.OverLines, up(s.OverEm), s.RoomLines, s.RoomEm / 1000, []frame{}}
	for _, f := range b.page(s.Page).Frames {
		if f.Story == s.ID {
			out.Frames = append(out.Frames, frame{s.ID + "/" + strconv.Itoa(f.N), rectOf(f.Rect)})
		}
	}
	return out
}

func (d *Desk) finding(f diag.Finding, b *build) findingJSON {
	out := findingJSON{Code: f.Code, Severity: f.Severity.String(), Page: f.Page, Message: bothOf(f.Message), Hint: bothOf(f.Hint),
		source: d.source(f.Pos, b)}
	if f.Box != (geom.Rect{}) {
		r := rectOf(f.Box)
		out.Box = &r
	}
	if w := f.Waiver; w != nil {
		out.Waived = w.Owner + " → " + w.Until + ": " + w.Reason
	}
	return out
}

// source gives a place in the input with its line as b read it.
func (d *Desk) source(pos diag.Pos, b *build) source {
	out := source{File: pos.File, Line: pos.Line, Col: pos.Col}
	if pos.File == "" {
		return out
	}
	if pos.Line > 0 {
		out.Text, out.Mark = excerpt(b.result.Findings.Line(pos.File, pos.Line), pos.Col)
	}
	if d.opt.Editor != "" {
		path := filepath.FromSlash(pos.File)
		if !filepath.IsAbs(path) {
			path = filepath.Join(d.folder(), path)
		}
		escaped := (&url.URL{Path: filepath.ToSlash(path)}).EscapedPath()
		out.Link = strings.NewReplacer("{file}", escaped, "{line}", strconv.Itoa(max(pos.Line, 1)), "{col}", strconv.Itoa(max(pos.Col, 1))).Replace(d.opt.Editor)
	}
	return out
}

// excerpt cuts a line to what stands around character col, from 1, and says
// where that is now.
func excerpt(line string, col int) (string, int) {
	const before, after = 20, 40
	rs := []rune(line)
	at := min(max(col-1, 0), len(rs))
	from, to := max(0, at-before), min(len(rs), at+after)
	return string(rs[from:to]), at - from
}
