package diff

import (
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"testing"
)

// page makes a page of one story: each text a paragraph, its lines parted by |,
// one under the other from y.
func page(y float64, paras ...string) Page {
	p := Page{Schema: 1, Name: "01", Trim: Rect{0, 0, 700, 1000}}
	s := Story{ID: "a"}
	for _, para := range paras {
		b := Block{Role: "paragraph", Style: "body", Text: strings.ReplaceAll(para, "|", "")}
		for _, line := range strings.Split(para, "|") {
			b.Lines = append(b.Lines, Line{Text: line, X: 20, Baseline: y, Measure: 100, Width: 100, Em: 9})
			y += 12
		}
		s.Blocks = append(s.Blocks, b)
	}
	p.Stories = []Story{s}
	return p
}

func told(changes []Change) string {
	var out []string
	for _, c := range changes {
		out = append(out, fmt.Sprintf("%s×%d(%d→%d)", c.Kind, c.Lines, len(c.Old), len(c.New)))
	}
	return strings.Join(out, " ")
}

func TestCompareCopy(t *testing.T) {
	for name, c := range map[string]struct {
		old, now Page
		want     string
	}{
		"nothing":            {page(50, "一二三|四五", "六七"), page(50, "一二三|四五", "六七"), ""},
		"broken elsewhere":   {page(50, "一二三|四五六|七"), page(50, "一二|三四五|六七"), "rebroken×3(1→1)"},
		"one line broken":    {page(50, "一二三|四五|六七"), page(50, "一二三|四五六|七"), "rebroken×2(1→1)"},
		"words changed":      {page(50, "一二三|四五", "六七"), page(50, "一二三|四又", "六七"), "copy×2(1→1)"},
		"paragraph added":    {page(50, "一二三", "六七"), page(50, "一二三", "新段|落", "六七"), "copy×2(0→1) moved×1(1→1)"},
		"paragraph removed":  {page(50, "一二三", "旧", "六七"), page(50, "一二三", "六七"), "copy×1(1→0) moved×1(1→1)"},
		"moved":              {page(50, "一二三|四五", "六七"), page(60, "一二三|四五", "六七"), "moved×2(1→1) moved×1(1→1)"},
		"moved a hair":       {page(50, "一二三"), page(50.2, "一二三"), ""},
		"paragraphs swapped": {page(50, "甲甲", "乙乙"), page(50, "乙乙", "甲甲"), "copy×1(1→0) moved×1(1→1) copy×1(0→1)"},
	} {
		got := told(Compare(&Edition{Pages: []Page{c.old}}, &Edition{Pages: []Page{c.now}}, Options{Shift: 0.25}))
		if alt := "copy×1(0→1) moved×1(1→1) copy×1(1→0)"; got != c.want && !(name == "paragraphs swapped" && got == alt) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestCompareStyle(t *testing.T) {
	old, now := page(50, "一二三|四五"), page(50, "一二三|四五")
	now.Stories[0].Blocks[0].Lines[1].Em = 8
	if got := told(Compare(&Edition{Pages: []Page{old}}, &Edition{Pages: []Page{now}}, Options{})); got != "reset×1(1→1)" {
		t.Errorf("another size: %q", got)
	}
}

// edition decodes pages and a report as the files have them.
func edition(t *testing.T, report string, pages ...string) *Edition {
	t.Helper()
	e := &Edition{}
	for _, p := range pages {
		if err := e.ReadPage(strings.NewReader(p)); err != nil {
			t.Fatal(err)
		}
	}
	if report != "" {
		if err := e.ReadReport(strings.NewReader(report)); err != nil {
			t.Fatal(err)
		}
	}
	return e
}

func TestCompareShapes(t *testing.T) {
	base := `{"schema":1,"page":"01","trim":{"x":0,"y":0,"width":700,"height":1000},
 "frames":[{"story":"a","frame":1,"x":10,"y":10,"width":100,"height":100},{"story":"a","frame":2,"x":10,"y":200,"width":100,"height":100}],
 "pictures":[{"x":1,"y":2,"width":30,"height":40,"name":"p.jpg","crop":{"x":0,"y":0,"width":9,"height":9}},{"x":1,"y":200,"width":30,"height":40,"name":"p.jpg"}],
 "rules":[{"x":0,"y":5,"width":9,"height":1,"ink":{"k":1}}], "fills":[{"x":0,"y":50,"width":9,"height":1,"ink":{ "k":1 }}]}`
	for name, c := range map[string]struct{ old, new, want string }{
		"nothing":         {`"rules"`, `"rules"`, ""},
		"blanks in JSON":  {`{ "k":1 }`, `{"k":1}`, ""},
		"frame moved":     {`"y":200,"width":100,"height":100`, `"y":190,"width":100,"height":100`, "frame×0(1→1)"},
		"frame grew":      {`"x":10,"y":10,"width":100`, `"x":10,"y":10,"width":90`, "frame×0(1→1)"},
		"frame gone":      {`"frame":2`, `"frame":3`, "frame×0(0→1) frame×0(1→0)"},
		"picture moved":   {`"x":1,"y":2,`, `"x":1,"y":9,`, "picture×0(1→1)"},
		"picture cropped": {`"width":9,"height":9}`, `"width":9,"height":8}`, "picture×0(0→1)"},
		"picture other":   {`"x":1,"y":200,"width":30,"height":40,"name":"p.jpg"`, `"x":1,"y":200,"width":30,"height":40,"name":"q.jpg"`, "picture×0(0→1) picture×0(1→0)"},
		"rule moved":      {`"x":0,"y":5`, `"x":0,"y":6`, "rule×1(1→1)"},
		"tint's ink":      {`"ink":{ "k":1 }`, `"ink":{"k":0.5}`, "rule×1(1→1)"},
		"page's size":     {`"width":700`, `"width":690`, "page-size×0(0→1)"},
		"page renamed":    {`"page":"01"`, `"page":"02"`, "page-new×0(0→1) page-gone×0(0→0)"},
	} {
		if !strings.Contains(base, c.old) {
			t.Fatalf("%s: the page has no %s", name, c.old)
		}
		got := told(Compare(edition(t, "", base), edition(t, "", strings.Replace(base, c.old, c.new, 1)), Options{}))
		if got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestCompareFindings(t *testing.T) {
	f := func(code, message string, line int) string {
		return fmt.Sprintf(`{"code":%q,"severity":"warning","file":"a.txt","line":%d,"page":"01","message":%q,"box_mm":[25.4,0,1,1]}`, code, line, message)
	}
	rep := func(fs ...string) string { return `{"schema":1,"findings":[` + strings.Join(fs, ",") + `]}` }
	old := edition(t, rep(f("misfit", "松", 3), f("misfit", "松", 4), f("widow", "孤字", 9)))
	now := edition(t, rep(f("misfit", "松", 30), f("overset", "溢文", 5)))
	got := Compare(old, now, Options{})
	if told(got) != "finding-new×0(0→1) finding-gone×0(1→0) finding-gone×0(1→0)" {
		t.Fatalf("findings: %s", told(got))
	}
	if box := got[0].New[0]; math.Abs(box.X-72) > 1e-6 {
		t.Errorf("25.4 mm are %v pt", box.X)
	}
	if Count(got, FindingGone) != 2 || Count(got, Copy) != 0 || len(Pages(got)) != 1 {
		t.Errorf("counts %d %d, pages %v", Count(got, FindingGone), Count(got, Copy), Pages(got))
	}
}

func TestMiddle(t *testing.T) {
	for _, c := range [][4]string{
		{"一二三四五六", "一二三又四五六", "二三四五", "二三又四五"}, {"甲", "乙", "甲", "乙"}, {"", "新", "", "新"}, {"同", "同", "同", "同"},
	} {
		if a, b := middle(c[0], c[1]); a != c[2] || b != c[3] {
			t.Errorf("middle(%q, %q) = %q, %q", c[0], c[1], a, b)
		}
	}
}

func TestReadRefuses(t *testing.T) {
	for _, s := range []string{"", "{}", "[]", `{"schema":2,"page":"01"}`, `{"schema":1}`, "no"} {
		if (&Edition{}).ReadPage(strings.NewReader(s)) == nil {
			t.Errorf("%q passes as a sheet.json", s)
		}
	}
	if (&Edition{}).ReadReport(strings.NewReader(`{"schema":2}`)) == nil {
		t.Error("a report of another schema passes")
	}
}

// FuzzCompare: no panic; a page is no other than itself; changes are found both ways.
func FuzzCompare(f *testing.F) {
	for _, p := range []Page{page(50, "一二三|四五", "六七"), page(60, "一二|三四五", "八")} {
		data, err := json.Marshal(p)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data), `{"schema":1,"page":"01"}`)
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		var old, now Edition
		if old.ReadPage(strings.NewReader(a)) != nil || now.ReadPage(strings.NewReader(b)) != nil {
			t.Skip()
		}
		forth, back := Compare(&old, &now, Options{}), Compare(&now, &old, Options{})
		if (len(forth) == 0) != (len(back) == 0) {
			t.Errorf("%d changes one way, %d the other", len(forth), len(back))
		}
		if self := Compare(&old, &old, Options{}); len(self) > 0 && !strings.Contains(a, `"id"`) && !strings.Contains(a, `"frame`) {
			t.Errorf("a page differs from itself: %s", told(self))
		}
		Layer(forth, "01", nil)
	})
}
