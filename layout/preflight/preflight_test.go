package preflight

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"paiban/assets"
	"paiban/layout/geom"
)

// goodContent has type, rules, tints, spot-free, as a press wants them.
const goodContent = `0 0 0 0.2 k 20 20 100 100 re f
/O gs 0 0 0 1 k BT /F1 9 Tf 30 60 Td (black over a tint) Tj ET
0 0 0 1 K 0.5 w 20 150 m 300 150 l S
/K gs 0 1 1 0 k BT /F1 30 Tf 30 200 Td (red) Tj ET
q 0.5 0 0 0.5 250 250 cm /I Do Q
/F Do`

// That a profile was found good says nothing of another one.
func TestProfileOfEachFile(t *testing.T) {
	var packed bytes.Buffer
	z := zlib.NewWriter(&packed)
	z.Write(assets.Newsprint)
	z.Close()
	file := func(profile []byte, filter string) []byte {
		s := clean(goodContent).replace(8, "<</N 4>>", "<</N 4 /Filter "+filter+">>")
		s.streams[8] = profile
		return s.bytes()
	}
	cut := bytes.Clone(packed.Bytes())
	cut[len(cut)/2] ^= 0xFF
	for _, c := range []struct {
		what, want string
		data       []byte
	}{
		{"good", "", file(packed.Bytes(), "/FlateDecode")},
		{"the same", "", file(packed.Bytes(), "/FlateDecode")},
		{"damaged", "pdf-intent", file(cut, "/FlateDecode")},
		{"cut off", "pdf-intent", file(packed.Bytes()[:packed.Len()/2], "/FlateDecode")},
		{"packed in another way", "pdf-intent", file(packed.Bytes(), "/LZWDecode")},
		{"packed in another way, too", "pdf-intent", file(packed.Bytes(), "[/FlateDecode /FlateDecode]")},
		{"good again", "", file(packed.Bytes(), "[/FlateDecode]")},
	} {
		if got := codes(t, c.data, ""); got != c.want {
			t.Errorf("%s: %q, want %q", c.what, got, c.want)
		}
	}
}

// Each planted fault is found, and nothing else; in a clean file nothing is.
func TestPlanted(t *testing.T) {
	with := func(more string) *sample { return clean(goodContent + "\n" + more) }
	zeroes := bytes.Repeat([]byte{255, 255, 255, 0}, 4)
	for _, c := range []struct {
		want string
		s    *sample
	}{
		{"", with("")},
		{"pdf-broken", with("").replace(4, "<<>>", "<</Filter /FlateDecode>>")},
		{"pdf-boxes", with("").replace(3, "/TrimBox [10 10 310 310]", "")},
		{"pdf-boxes", with("").replace(3, "[5 5 315 315]", "[15 5 315 315]")},
		{"pdf-boxes", with("").replace(2, "[0 0 320 320]", "[0 0 310 320]")},
		{"pdf-boxes", with("").replace(3, "/TrimBox", "/CropBox [50 50 300 300] /TrimBox")},
		{"pdf-boxes", with("").replace(3, "/TrimBox", "/ArtBox [10 10 300 300] /TrimBox")},
		{"pdf-boxes", with("").replace(3, "/TrimBox", "/UserUnit 100 /TrimBox").replace(3, "/Contents 4", "/Contents 13")},
		{"pdf-unchecked", with("").replace(11, "/Width 2 /Height 2", "/Width 60000 /Height 60000")},
		{"pdf-font", with("/O gs 0 0 0 1 k BT /F2 9 Tf 30 160 Td (x) Tj ET")},
		{"pdf-notdef", with("/O gs 0 0 0 1 k BT /F3 9 Tf 30 160 Td <00050000> Tj ET")},
		{"pdf-colour", with("1 0 0 rg 200 200 50 50 re f")},
		{"pdf-colour", with("").replace(11, "/DeviceCMYK", "/DeviceRGB")},
		{"pdf-plates", with("/S cs 0.5 scn 200 200 50 50 re f")},
		{"ink-limit", with("1 0.9 0.6 0 k 200 200 50 50 re f")},
		{"ink-high", with("1 0.9 0.4 0 k 200 200 50 50 re f")},
		{"ppi-too-low", with("q 50 0 0 50 100 100 cm /I Do Q")},
		{"ppi-low", with("q 1 0 0 1 100 100 cm /I Do Q")},
		{"hairline", with("0 0 0 1 K 0.1 w 20 250 m 100 250 l S")},
		{"hairline", with("0 0 0 1 k 20 250 80 0.1 re f")},
		{"hairline", with("0 0 0 0 K 0.3 w 25 30 m 100 30 l S")},
		{"rule-inks", with("0 1 1 0 K 0.5 w 20 250 m 100 250 l S")},
		{"small-inks", with("0 1 1 0 k BT /F1 9 Tf 130 60 Td (red) Tj ET")},
		{"small-reversed", with("0 0 0 0 k BT /F1 6 Tf 25 25 Td (x) Tj ET")},
		{"black-rich", with("0.5 0.3 0.3 1 k BT /F1 40 Tf 130 60 Td (x) Tj ET")},
		{"black-knockout", with("0 0.5 0 0 k 130 60 100 50 re f /K gs 0 0 0 1 k BT /F1 9 Tf 140 70 Td (x) Tj ET")},
		{"white-overprint", with("/O gs 0 0 0 0 k BT /F1 20 Tf 25 25 Td (x) Tj ET")},
		{"white-overprint", with("/O gs 0 0 0 0 k 30 30 20 20 re f")},
		{"pdf-intent", with("").replace(1, "/OutputIntents [7 0 R]", "")},
		{"pdf-intent", with("").replace(7, "/DestOutputProfile 8 0 R", "/DestOutputProfile 9 0 R")},
		{"pdf-metadata", with("").replace(20, "(Advert)", "(Another)")},
		{"pdf-metadata", with("").replace(20, "/Trapped /False", "/Trapped /True")},
		{"pdf-standard", with("").replace(1, "/Metadata 9 0 R", "")},
		{"pdf-action", with("").replace(1, "/Metadata", "/OpenAction <</S /JavaScript /JS (x)>> /Metadata")},
		{"pdf-action", with("").replace(3, "/TrimBox", "/Annots [<</Type /Annot /Subtype /Link /Rect [20 20 40 40]>>] /TrimBox")},
		{"pdf-unchecked", with("").replace(11, "/DeviceCMYK", "/DeviceCMYK /Filter /JPXDecode")},
	} {
		if got := codes(t, c.s.bytes(), "pdfx4"); !same(got, c.want) {
			t.Errorf("%s: found %q", c.want, got)
		}
	}
	s := with("")
	s.streams[11] = zeroes
	if got := codes(t, s.bytes(), "pdfx4"); got != "ink-limit" {
		t.Errorf("a picture of 300 %%: %q", got)
	}
	if got := codes(t, with("").replace(12, "/BBox", "/Group <</S /Transparency /CS /DeviceRGB>> /BBox").bytes(), "pdfx4"); got != "pdf-colour" {
		t.Errorf("a group blended in RGB: %q", got)
	}
	if got := codes(t, with("").replace(12, "/BBox", "/Group <</S /Transparency /CS /DeviceCMYK>> /BBox").bytes(), "pdfx4"); got != "" {
		t.Errorf("a group blended in inks: %q", got)
	}
	s = with("").replace(20, "(PDF/X-4)", "(PDF/X-9)")
	s.streams[9] = []byte(strings.Replace(xmp, "PDF/X-4", "PDF/X-9", 1))
	if got := codes(t, s.bytes(), "pdfx4"); got != "pdf-standard" {
		t.Errorf("another standard: %q", got)
	}
	s = with("")
	s.noTable = true
	if got := codes(t, s.bytes(), "pdfx4"); got != "pdf-broken" {
		t.Errorf("without a table: %q", got)
	}
	s = with("")
	s.trailer = strings.Replace(s.trailer, "/ID [<00> <00>]", "", 1)
	if got := codes(t, s.bytes(), "pdfx4"); got != "pdf-standard" {
		t.Errorf("without an ID: %q", got)
	}
	s = with("")
	s.trailer += " /Encrypt <</Filter /Standard>>"
	if got := codes(t, s.bytes(), "pdfx4"); got != "pdf-encrypted" {
		t.Errorf("encrypted: %q", got)
	}
	s = with("").replace(2, "[3 0 R]", "[3 0 R 19 0 R]")
	s.objects[19] = s.objects[3]
	if got := codes(t, s.bytes(), "pdfx4"); got != "pdf-pages" {
		t.Errorf("two pages: %q", got)
	}
	kids := "[3 0 R"
	s = with("1 0 0 rg 200 200 50 50 re f")
	for n := 30; n < 35; n++ {
		s.objects[n] = s.objects[3]
		kids += fmt.Sprint(" ", n, " 0 R")
	}
	s.replace(2, "[3 0 R]", kids+"]")
	if fs := Check("a.pdf", s.bytes(), Options{Limits: Newspaper()}); len(fs) != 2 || !strings.Contains(fs[1].Message.EN, "on 6 pages") {
		t.Errorf("one fault on six pages: %v", fs)
	}
	s = with("/T gs 0 0 0 1 k 30 30 20 20 re f").replace(20, "(PDF/X-4)", "(PDF/X-1a:2003)")
	s.version = "1.4"
	delete(s.objects, 9)
	delete(s.streams, 9)
	if got := codes(t, s.bytes(), "pdfx1a"); got != "pdf-transparency" {
		t.Errorf("transparency: %q", got)
	}
}

// same reports whether all that was found is what was wanted.
func same(got, want string) bool {
	if want == "" {
		return got == ""
	}
	for _, g := range strings.Fields(got) {
		if g != want {
			return false
		}
	}
	return got != ""
}

// A finding stands where its cause does, from the trim's upper left corner; what lies
// in a form, a pattern or off the page counts as it should.
func TestPlaces(t *testing.T) {
	place := func(content string) geom.Rect {
		fs := Check("a.pdf", clean(content).bytes(), Options{Limits: Newspaper()})
		if len(fs) != 1 {
			t.Fatalf("%q: %v", content, fs)
		}
		return fs[0].Box
	}
	rect := func(x, y, w, h geom.Length) geom.Rect {
		return geom.Rect{X: x * geom.Pt, Y: y * geom.Pt, W: w * geom.Pt, H: h * geom.Pt}
	}
	if got := place("1 1 1 0 k 110 210 50 30 re f"); got != rect(100, 70, 50, 30) {
		t.Errorf("a fill at %v", got)
	}
	if got := place("q 2 0 0 2 10 10 cm 1 1 1 0 k 50 50 10 10 re f Q"); got != rect(100, 180, 20, 20) {
		t.Errorf("a scaled fill at %v", got)
	}
	if got := place("q 60 60 10 10 re W n 1 1 1 0 k 0 0 300 300 re f Q"); got != rect(50, 240, 10, 10) {
		t.Errorf("a clipped fill at %v", got)
	}
	s := clean("/F Do")
	s.streams[12] = []byte("1 1 1 0 k 10 10 20 20 re f")
	fs := Check("a.pdf", s.bytes(), Options{Limits: Newspaper()})
	if len(fs) != 1 || fs[0].Box != rect(50, 230, 20, 20) {
		t.Errorf("in a form: %v", fs)
	}
	for _, beyond := range []string{"1 1 1 1 k 0 0 4 4 re f", "1 1 1 1 K 0.1 w 2 0 m 2 4 l S"} {
		if fs := Check("a.pdf", clean(beyond).bytes(), Options{Limits: Newspaper()}); len(fs) != 0 {
			t.Errorf("a mark beyond the bleed: %v", fs)
		}
	}
	fs = Check("a.pdf", clean(strings.Repeat("1 1 1 0 k 110 210 50 30 re f\n", 7)).bytes(), Options{Limits: Newspaper()})
	if len(fs) != 1 || !strings.Contains(fs[0].Message.EN, "(7 in all)") {
		t.Errorf("seven of a kind: %v", fs)
	}
}

// Files of other makers are read: compressed, with object streams, in hexadecimal.
func TestOtherMakers(t *testing.T) {
	b := clean(goodContent + "\n1 1 1 0 k 110 210 50 30 re f").bytes()
	dir := t.TempDir()
	in := filepath.Join(dir, "in.pdf")
	if err := os.WriteFile(in, b, 0o644); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"--object-streams=generate", "--compress-streams=y", "--recompress-flate"},
		{"--linearize"},
		{"--qdf"},
		{"--object-streams=generate", "--linearize"},
	} {
		out := filepath.Join(dir, "out.pdf")
		if msg, err := exec.Command("qpdf", append(args, in, out)...).CombinedOutput(); err != nil {
			if _, missing := exec.LookPath("qpdf"); missing != nil && os.Getenv("CI") == "" {
				t.Skip("qpdf is not installed")
			}
			t.Fatalf("qpdf: %v\n%s", err, msg)
		}
		made, err := os.ReadFile(out)
		if err != nil {
			t.Fatal(err)
		}
		if got := codes(t, made, "pdfx4"); got != "ink-limit" {
			t.Errorf("%v: %q", args, got)
		}
	}
}

// No bytes make the reader panic, run on or take more than it may.
func FuzzCheck(f *testing.F) {
	f.Add(clean(goodContent).bytes()[:2000])
	s := clean(goodContent)
	delete(s.streams, 8)
	f.Add(s.bytes())
	s.noTable = true
	f.Add(s.bytes())
	f.Add([]byte("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Kids[2 0 R 1 0 R]>>endobj trailer<</Root 1 0 R>>"))
	f.Fuzz(func(t *testing.T, b []byte) {
		for _, x := range Check("f.pdf", b, Options{Limits: Newspaper()}) {
			if x.Code == "" || x.Message.ZH == "" {
				t.Fatalf("%+v", x)
			}
		}
	})
}

// FuzzContent does the same with what a page paints.
func FuzzContent(f *testing.F) {
	f.Add(goodContent)
	f.Add("BI /W 2 /H 2 /BPC 8 /CS /G ID abcd EI q Q Q /P cs /X scn 1 2 3 4 5 6 cm (a\\(b) Tj [<00> -3 (x)] TJ")
	f.Fuzz(func(t *testing.T, content string) {
		s := clean(content)
		delete(s.streams, 8)
		codes := fmt.Sprint(Check("f.pdf", s.bytes(), Options{Limits: Newspaper()}))
		if codes != fmt.Sprint(Check("f.pdf", s.bytes(), Options{Limits: Newspaper()})) {
			t.Fatal("the same file was judged otherwise the second time")
		}
	})
}
