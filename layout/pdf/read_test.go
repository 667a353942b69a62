package pdf

import (
	"bytes"
	"compress/zlib"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"
)

// make builds a file or fails the test.
func build(t testing.TB, p ...sheetPage) []byte {
	t.Helper()
	b, err := File(testEdition(), Options{}, p...)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// written is a finished file read back by the rules of PDF alone.
type written struct {
	objects []*object
	trailer *dict
}

func readBack(t testing.TB, b []byte) *written {
	t.Helper()
	objects, trailer, err := parseFile(b)
	if err != nil {
		t.Fatal(err)
	}
	return &written{objects, trailer}
}

func (w *written) dict(v value) *dict {
	if d, ok := v.(*dict); ok {
		return d
	}
	if r, ok := v.(ref); ok {
		return w.objects[r-1].dict()
	}
	return nil
}

// data gives a stream's bytes, inflated.
func (w *written) data(t testing.TB, v value) []byte {
	t.Helper()
	o := w.objects[v.(ref)-1]
	if o.dict().get("Filter") != name("FlateDecode") {
		return o.stream
	}
	r, err := zlib.NewReader(bytes.NewReader(o.stream))
	if err != nil {
		t.Fatal(err)
	}
	out, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func (w *written) page(i int) *dict {
	tree := w.dict(w.dict(w.trailer.get("Root")).get("Pages"))
	return w.dict(tree.get("Kids").(array)[i])
}

func (w *written) font(page *dict, f string) (descendant *dict, toUnicode value) {
	fonts := w.dict(w.dict(page.get("Resources")).get("Font"))
	type0 := w.dict(fonts.get(name(f)))
	return w.dict(type0.get("DescendantFonts").(array)[0]), type0.get("ToUnicode")
}

// shown is one glyph as the content stream places it, in points from the lower
// left of the media box.
type shown struct {
	x, y, advance, size float64
	glyph               int
	font, text          string
}

var (
	runPattern  = regexp.MustCompile(`BT (?:/(F\d+) ([\d.]+) Tf\n)?([\d.-]+) ([\d.-]+) Td\n\[(.*)\]TJ ET`)
	partPattern = regexp.MustCompile(`<([0-9A-F]*)>|(-?\d+)`)
	charPattern = regexp.MustCompile(`<([0-9A-F]{4})><([0-9A-F]+)>`)
)

// runs reads the text of a page back: a run for each BT … ET, in order.
func (w *written) runs(t testing.TB, page *dict) [][]shown {
	t.Helper()
	var out [][]shown
	font, size := "", 0.0
	content := string(w.data(t, page.get("Contents")))
	type face struct {
		widths []float64
		texts  map[int]string
	}
	faces := map[string]face{}
	for _, m := range runPattern.FindAllStringSubmatch(content, -1) {
		if m[1] != "" {
			font, size = m[1], parse(t, m[2])
		}
		f, ok := faces[font]
		if !ok {
			d, u := w.font(page, font)
			f = face{widthList(d), textMap(t, w.data(t, u))}
			faces[font] = f
		}
		x, y := parse(t, m[3]), parse(t, m[4])
		var run []shown
		for _, p := range partPattern.FindAllStringSubmatch(m[5], -1) {
			if p[2] != "" {
				x -= parse(t, p[2]) / 1000 * size
			}
			for h := p[1]; h != ""; h = h[4:] {
				n, _ := strconv.ParseInt(h[:4], 16, 32)
				adv := f.widths[n] / 1000 * size
				run = append(run, shown{x, y, adv, size, int(n), font, f.texts[int(n)]})
				x += adv
			}
		}
		out = append(out, run)
	}
	if n := strings.Count(content, "BT "); n != len(out) {
		t.Fatalf("read %d of %d runs", len(out), n)
	}
	return out
}

func parse(t testing.TB, s string) float64 {
	t.Helper()
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func number(v value) int {
	s, _ := v.(raw)
	n, _ := strconv.Atoi(string(s))
	return n
}

// widthList gives the widths of a CIDFont by glyph.
func widthList(d *dict) []float64 {
	out := make([]float64, 65536)
	for i := range out {
		out[i] = 1000
	}
	w := d.get("W").(array)
	for i := 0; i < len(w); i += 2 {
		from := number(w[i])
		for j, v := range w[i+1].(array) {
			out[from+j] = float64(number(v))
		}
	}
	return out
}

func textMap(t testing.TB, cmap []byte) map[int]string {
	t.Helper()
	out := map[int]string{}
	for _, m := range charPattern.FindAllSubmatch(cmap, -1) {
		n, _ := strconv.ParseInt(string(m[1]), 16, 32)
		if string(m[1])+string(m[2]) == "0000FFFF" {
			continue // the code space
		}
		var u []uint16
		for h := m[2]; len(h) > 0; h = h[4:] {
			v, _ := strconv.ParseUint(string(h[:4]), 16, 16)
			u = append(u, uint16(v))
		}
		out[int(n)] = string(utf16.Decode(u))
	}
	return out
}

// judge runs an outside judge and gives what it prints. Without the program the
// test is skipped, but not in CI, where all are installed.
func judge(t testing.TB, prog string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath(prog); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatalf("%s is not installed", prog)
		}
		t.Skipf("%s is not installed", prog)
	}
	out, err := exec.Command(prog, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s %s: %v\n%s", prog, strings.Join(args, " "), err, out)
	}
	return string(out)
}

// file writes b to a new file and gives its path.
func file(t testing.TB, b []byte) string {
	t.Helper()
	p := filepath.Join(t.TempDir(), "page.pdf")
	if err := os.WriteFile(p, b, 0o644); err != nil {
		t.Fatal(err)
	}
	return p
}

func near(a, b, within float64) bool { return math.Abs(a-b) <= within+1e-9 }
