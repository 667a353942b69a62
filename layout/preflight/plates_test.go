package preflight

import (
	"bytes"
	"fmt"
	"image/color"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/image/tiff"
)

// stacked is content that lays things on each other, with the states, pictures and
// forms that stack adds.
var stacked = []struct {
	name, content string
	together      string // codes of what lies together
	most          int    // percent of ink where that is
}{
	{"a picture hides a tint", `0.5 0.5 0.5 0 k 20 20 100 100 re f q 100 0 0 100 20 20 cm /Dark Do Q`, "", 0},
	{"black overprints a picture", `q 100 0 0 100 20 20 cm /Dark Do Q /O gs 0 0 0 1 k 40 40 30 30 re f`, "ink-limit", 330},
	{"black knocks out of a picture", `q 100 0 0 100 20 20 cm /Dark Do Q 0 0 0 1 k 40 40 30 30 re f`, "", 0},
	{"black that overprints, hidden again", `q 100 0 0 100 20 20 cm /Dark Do Q /O gs 0 0 0 1 k 40 40 30 30 re f /K gs 0 0 0 0 k 30 30 60 60 re f`, "", 0},
	{"a cyan that overprints a magenta", `0 1 0 0 k 20 20 100 100 re f /O gs 1 0 0 0 k 60 60 100 100 re f`, "", 200},
	{"two tints that overprint", `0 1 0.9 0 k 20 20 100 100 re f /O gs 0.7 0 0 0 k 60 60 100 100 re f`, "ink-limit", 260},
	{"overprint of the other mode", `0 1 0.9 0 k 20 20 100 100 re f /O0 gs 0.7 0 0 0 k 60 60 100 100 re f`, "", 0},
	{"multiplied", `0 1 0.9 0 k 20 20 100 100 re f /M gs 0.7 0.3 0 0 k 60 60 100 100 re f`, "ink-limit", 260},
	{"half of it shines through", `0 1 1 0.2 k 20 20 100 100 re f /T gs 1 0 0 0.9 k 60 60 100 100 re f`, "", 205},
	{"high, not too high", `0 1 0.9 0 k 20 20 100 100 re f /O gs 0.4 0 0 0 k 60 60 100 100 re f`, "ink-high", 230},
	{"a spot ink over inks", `0.9 0.9 0.4 0 k 20 20 100 100 re f /O gs /S cs 1 scn 60 60 100 100 re f`, "ink-limit", 320},
	{"in a ring only", `0.9 0.9 0.4 0 k 20 20 60 60 re f /O gs 0 0 0 1 k 10 10 200 200 re 15 15 150 150 re f*`, "", 0},
	{"beside a round clip", `0.9 0.9 0.4 0 k 20 20 50 50 re f q 150 20 m 150 120 l 250 120 l h W n /O gs 0 0 0 1 k 0 0 300 300 re f Q`, "", 0},
	{"within a clip", `0.9 0.9 0.4 0 k 20 20 50 50 re f q 20 20 m 20 120 l 120 120 l h W n /O gs 0 0 0 1 k 0 0 300 300 re f Q`, "ink-limit", 320},
	{"a thick line", `0.9 0.9 0.4 0 k 20 20 100 100 re f /O gs 0 0 0 1 K 8 w 10 10 m 200 200 l S`, "ink-limit", 320},
	{"a line that passes by", `0.9 0.9 0.4 0 k 20 20 50 50 re f /O gs 0 0 0 1 K 8 w 10 100 m 100 100 l 100 10 l S`, "", 0},
	{"a group multiplied as a whole", `0.9 0 0.9 0 k 20 20 100 100 re f /M gs /G Do`, "ink-limit", 280},
	{"a group alone in itself", `0.9 0 0.9 0 k 20 20 100 100 re f /Gi Do`, "", 0},
	{"a picture seen through a mask", `0 0 0 1 k 20 20 100 100 re f q 100 0 0 100 20 20 cm /Soft Do Q`, "", 0},
	{"a picture multiplied", `0 0 0 1 k 20 20 100 100 re f /M gs q 100 0 0 100 20 20 cm /Dark Do Q`, "ink-limit", 330},
	{"a picture turned", `0 0 0 1 k 20 20 100 100 re f /M gs q 70 70 -70 70 120 20 cm /Dark Do Q`, "ink-limit", 330},
}

// stack gives a file with pages of such content.
func stack(contents ...string) []byte {
	s := clean(contents[0])
	s.replace(5, "/T <</ca 0.5>>", "/T <</ca 0.5>> /O0 <</OP true /op true /OPM 0>> /M <</BM /Multiply>>")
	s.replace(5, "/F 12 0 R>>", "/F 12 0 R /Dark 21 0 R /Soft 22 0 R /G 24 0 R /Gi 25 0 R>>")
	image := "<</Type /XObject /Subtype /Image /Width 100 /Height 100 /BitsPerComponent 8 "
	s.objects[21] = image + "/ColorSpace /DeviceCMYK>>"
	s.streams[21] = bytes.Repeat([]byte{204, 179, 204, 0}, 10000) // 230 %
	s.objects[22] = image + "/ColorSpace /DeviceCMYK /SMask 23 0 R>>"
	s.streams[22] = s.streams[21]
	s.objects[23] = image + "/ColorSpace /DeviceGray>>"
	s.streams[23] = bytes.Repeat([]byte{0, 255}, 5000)
	group := "<</Type /XObject /Subtype /Form /BBox [0 0 300 300] /Resources 5 0 R /Group <</S /Transparency /CS /DeviceCMYK"
	s.objects[24] = group + ">>>>"
	s.streams[24] = []byte("0 1 0 0 k 60 60 100 100 re f 0 1 0 0 k 60 60 50 50 re f")
	s.objects[25] = group + " /I true>>>>"
	s.streams[25] = []byte("/M gs 0 1 0 0 k 60 60 100 100 re f")
	for i, c := range contents[1:] {
		s.objects[100+i] = strings.Replace(s.objects[3], "4 0 R", fmt.Sprint(200+i, " 0 R"), 1)
		s.replace(2, "] /Count", fmt.Sprint(" ", 100+i, " 0 R] /Count"))
		s.objects[200+i], s.streams[200+i] = "<<>>", []byte(c)
	}
	return s.replace(2, "/Count 1", fmt.Sprint("/Count ", len(contents))).bytes()
}

// What lies together is added up as a press would: the finding has the sum, and its
// place is where the things meet.
func TestTogether(t *testing.T) {
	for _, c := range stacked {
		var got []string
		sum := 0
		for _, f := range Check("a.pdf", stack(c.content), Options{Limits: Newspaper()}) {
			if strings.Contains(f.Message.EN, "on each other") {
				got = append(got, f.Code)
				fmt.Sscanf(f.Message.EN[strings.Index(f.Message.EN, "has ")+4:], "%d%%", &sum)
				if f.Box.W <= 0 || f.Box.H <= 0 {
					t.Errorf("%s: found at %v", c.name, f.Box)
				}
			}
		}
		if strings.Join(got, " ") != c.together || c.together != "" && (sum < c.most-1 || sum > c.most+1) {
			t.Errorf("%s: %v of %d %%, want %q of %d %%", c.name, got, sum, c.together, c.most)
		}
	}
}

// Type is held against what it overprints.
func TestTypeTogether(t *testing.T) {
	for content, want := range map[string]string{
		`q 100 0 0 100 20 20 cm /Dark Do Q /O gs 0 0 0 1 k BT /F1 9 Tf 30 60 Td (on it) Tj ET`:                                      "330%",
		`q 100 0 0 100 20 20 cm /Dark Do Q /K gs 0 0 0 1 k BT /F1 9 Tf 30 60 Td (on it) Tj ET`:                                      "",
		`q 100 0 0 100 20 20 cm /Dark Do Q /O gs 0 0 0 1 k BT /F1 9 Tf 130 60 Td (beside it) Tj ET`:                                 "",
		`q 100 0 0 100 150 20 cm /Dark Do Q /O gs 0 0 0 1 k BT /F1 9 Tf 20 60 Td (at last it ) Tj (runs over it, at its end) Tj ET`: "330%",
	} {
		got := ""
		for _, f := range Check("a.pdf", stack(content), Options{Limits: Newspaper()}) {
			if f.Code == "ink-limit" {
				got = f.Message.EN
			}
		}
		if want == "" && got != "" || !strings.Contains(got, want) {
			t.Errorf("%s: %q, want %s", content, got, want)
		}
	}
}

// The plates agree with those that Ghostscript makes, at every point that is not by
// an edge.
func TestPlatesLikeGhostscript(t *testing.T) {
	if _, err := exec.LookPath("gs"); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("gs is not installed")
		}
		t.Skip("gs is not installed")
	}
	var contents []string
	for _, c := range stacked {
		contents = append(contents, c.content)
	}
	data := stack(contents...)
	dir := separated(t, data)
	for i, c := range stacked {
		pl, planes := platesOf(t, data, i), planesOf(t, dir, i+1)
		top, bad, seen := pl.top(), 0, 0
		var worst string
		for y := range pl.h {
			for x := range pl.w {
				i := top.index(x, y)
				px, py := int(pl.x0)+x, 320-1-(int(pl.y0)+y)
				if byEdge(planes, px, py) {
					continue
				}
				if n := top.picture(i); n > 0 {
					pl.look(n)
				}
				seen++
				for k, plane := range planes {
					ours := 0
					if top.ink[k] != nil {
						ours = int(top.ink[k][i])
					}
					if d := ours - plane(px, py); d < -3 || d > 3 {
						bad++
						worst = fmt.Sprintf("plate %d at %d, %d: %d, Ghostscript %d", k, px, py, ours, plane(px, py))
					}
				}
			}
		}
		if bad > 0 || seen < 50000 {
			t.Errorf("%s: %d of %d points differ: %s", c.name, bad, seen, worst)
		}
	}
}

// platesOf gives the plates of a file's page.
func platesOf(t *testing.T, data []byte, page int) *plates {
	t.Helper()
	f, err := open(data)
	if err != nil {
		t.Fatal(err)
	}
	c := &checker{opt: Options{Limits: Newspaper()}, file: f, heaps: map[heapKey]*heap{}, left: maxPaint, samples: maxSamples}
	p := newPage(f.Pages(maxPages)[page])
	c.boxes(p)
	c.content(p)
	return p.plates
}

// separated has Ghostscript make the plates of all pages, in a folder.
func separated(t *testing.T, data []byte) string {
	t.Helper()
	dir := t.TempDir()
	in := filepath.Join(dir, "in.pdf")
	if err := os.WriteFile(in, data, 0o644); err != nil {
		t.Fatal(err)
	}
	if msg, err := exec.Command("gs", "-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-sDEVICE=tiffsep", "-r72", "-sOutputFile="+filepath.Join(dir, "%d.tif"), in).CombinedOutput(); err != nil {
		t.Fatalf("gs: %v\n%s", err, msg)
	}
	return dir
}

// planesOf gives the plates of a page: ink of 0 to 255 by pixel.
func planesOf(t *testing.T, dir string, page int) []func(x, y int) int {
	t.Helper()
	var out []func(x, y int) int
	for _, n := range []string{"Cyan", "Magenta", "Yellow", "Black", "Gold"} {
		f, err := os.Open(filepath.Join(dir, fmt.Sprintf("%d(%s).tif", page, n)))
		if err != nil {
			if n == "Gold" {
				continue
			}
			t.Fatal(err)
		}
		defer f.Close()
		img, err := tiff.Decode(f)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, func(x, y int) int { return 255 - int(color.GrayModel.Convert(img.At(x, y)).(color.Gray).Y) })
	}
	return out
}

// byEdge reports a point about which the plates differ: there, a pixel's rule decides.
func byEdge(planes []func(x, y int) int, x, y int) bool {
	for _, p := range planes {
		for dy := -2; dy <= 2; dy++ {
			for dx := -2; dx <= 2; dx++ {
				if p(x+dx, y+dy) != p(x, y) {
					return true
				}
			}
		}
	}
	return false
}

// Content made to keep the plates busy for ever ends, and what was not added up is
// said.
func TestPlatesEnd(t *testing.T) {
	for name, content := range map[string]string{
		"fills":  "/O gs 1 0 0 0 k " + strings.Repeat("0 0 320 320 re f ", 3000),
		"groups": strings.Repeat("/Gi Do ", 2000),
		"clips":  "20 20 m 20 120 l 120 120 l h W n /O gs 1 0 0 0 k " + strings.Repeat("0 0 320 320 re f ", 3000),
		"edges":  "/O gs 1 0 0 0 k 0 0 m " + strings.Repeat("300 300 l 0 1 l ", 3000) + "f " + strings.Repeat("0 0 300 300 re f ", 900),
		"masks":  "/M gs " + strings.Repeat("q 300 0 0 300 0 0 cm /Soft Do Q ", 1200),
	} {
		f, err := open(stack(content))
		if err != nil {
			t.Fatal(err)
		}
		c := &checker{opt: Options{Limits: Newspaper()}, file: f, heaps: map[heapKey]*heap{}, left: 1 << 22, samples: 1 << 22}
		p := newPage(f.Pages(maxPages)[0])
		c.boxes(p)
		c.content(p)
		told := false
		for _, f := range c.findings() {
			told = told || f.Code == "pdf-unchecked"
		}
		if !told {
			t.Errorf("%s: not a word", name)
		}
	}
}
