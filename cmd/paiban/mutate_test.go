package main

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"paiban/layout/diag"
	"paiban/layout/pdffile"
)

// mutants is how many spoilt files are tried of each kind.
func mutants() int {
	if os.Getenv("PAIBAN_LONG") != "" {
		return 3000
	}
	return 120
}

// mostWork bounds what one build of one picture may take, in bytes given out in its whole
// course. The machine's time is no measure, this is: whatever is done over and over asks
// for memory over and over.
const mostWork = 600 << 20

// advert is the objects of a page that others made, from 1, with something of everything
// that pages have; data are streams' bytes.
type advertPart struct{ dict, data string }

var advert = []advertPart{
	{"<</Type /Catalog /Pages 2 0 R /OCProperties <</D <</OFF []>> /OCGs [19 0 R]>>>>", ""},
	{"<</Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 200 100] /Resources 5 0 R>>", ""},
	{"<</Type /Page /Parent 2 0 R /Rotate 90 /UserUnit 2 /CropBox [0 0 190 100] /Contents [4 0 R 18 0 R] /Group <</S /Transparency /CS /DeviceCMYK>>>>", ""},
	{"", "/M gs 0 0.2 0.3 0 k 50 20 100 60 re f* q 20 0 0 20 10 10 cm /I Do Q q 30 0 0 30 60 30 cm /J Do Q /F Do\n" +
		"/P cs /T scn 5 5 90 20 re B q 1 1 30 30 re W n /S sh Q BT /A 9 Tf 3 Tr 1 0 0 1 20 60 Tm [(ab) -200 (a)] TJ T* (ba) ' ET\n" +
		"q 4 0 0 4 150 50 cm BI /W 2 /H 2 /BPC 8 /CS /CMYK /F /AHx ID 00FF00FF00FF00FF00FF00FF00FF00FF> EI Q\n"},
	{"<</ColorSpace <</P [/Pattern] /N [/DeviceN [/Gold /Cyan] /DeviceCMYK 16 0 R] /X [/Indexed /DeviceCMYK 3 <00000000 FF000000 00FF0000 0000FF00>]>> /ExtGState <</M <</ca 0.5 /BM /Multiply /OP true /OPM 1 /SMask <</S /Luminosity /G 8 0 R>>>>>> /XObject <</I 6 0 R /J 7 0 R /F 8 0 R>> /Pattern <</T 9 0 R>> /Shading <</S 10 0 R>> /Font <</A 12 0 R>>>>", ""},
	{"<</Type /XObject /Subtype /Image /Width 8 /Height 8 /BitsPerComponent 2 /ColorSpace /X /SMask 17 0 R>>", "0123456789ABCDEF"},
	{"<</Type /XObject /Subtype /Image /Width 64 /Height 48 /BitsPerComponent 1 /ColorSpace /DeviceGray /Filter [/ASCIIHexDecode /CCITTFaxDecode] /DecodeParms [null <</K -1 /Columns 64 /Rows 48>>]>>", "ff27069ffffffffffffffffe3ffff0010010>"},
	{"<</Type /XObject /Subtype /Form /BBox [0 0 200 100] /Matrix [1 0 0 1 5 5] /Group <</S /Transparency /CS /DeviceCMYK /I true>> /Resources <</XObject <</I 6 0 R>> /ColorSpace <</N [/Separation /Gold /DeviceCMYK 16 0 R]>>>>>>", "/N cs 0.4 scn 20 20 9 9 re f q 9 0 0 9 20 40 cm /I Do Q"},
	{"<</Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 9 9] /XStep 9 /YStep 9 /Resources <<>>>>", "0 0 1 0 k 1 1 4 4 re f"},
	{"<</ShadingType 2 /ColorSpace /DeviceCMYK /Coords [0 0 30 30] /Extend [true true] /Function 11 0 R>>", ""},
	{"<</FunctionType 3 /Domain [0 1] /Bounds [0.5] /Encode [0 1 0 1] /Functions [15 0 R 14 0 R]>>", ""},
	{"<</Type /Font /Subtype /Type3 /FontBBox [0 0 9 9] /FontMatrix [0.1 0 0 0.1 0 0] /FirstChar 97 /LastChar 98 /Widths [9 9] /Encoding <</Differences [97 /a /b]>> /CharProcs <</a 13 0 R /b 13 0 R>> /Resources <<>>>>", ""},
	{"", "9 0 0 0 9 9 d1 0 0 7 7 re f"},
	{"<</FunctionType 0 /Domain [0 1] /Range [0 1 0 1 0 1 0 1] /Size [3] /BitsPerSample 8>>", "abcdefghijkl"},
	{"<</FunctionType 2 /Domain [0 1] /N 1 /C0 [0 0 0 0] /C1 [0.3 0.2 0.2 0]>>", ""},
	{"<</FunctionType 4 /Domain [0 1 0 1] /Range [0 1 0 1 0 1 0 1]>>", "{pop 0 0 0}"},
	{"<</Type /XObject /Subtype /Image /Width 4 /Height 4 /BitsPerComponent 8 /ColorSpace /DeviceGray /Filter /RunLengthDecode>>", "\xF1\x80\x80"},
	{"", "0.5 0.1 0 0 K 2 w [3 1] 0 d 10 90 m 50 20 90 140 190 90 c S\n"},
	{"<</Type /OCG /Name (layer)>>", ""},
}

// written is the file of some objects, with a table that is right.
func written(parts []advertPart) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	var at []int
	for i, p := range parts {
		at = append(at, b.Len())
		body := p.dict
		if p.data != "" {
			if body == "" {
				body = "<<>>"
			}
			body = strings.TrimSuffix(body, ">>") + fmt.Sprintf(" /Length %d>>\nstream\n%s\nendstream", len(p.data), p.data)
		}
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, body)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(parts)+1)
	for _, p := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", p)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(parts)+1, start)
	return b.Bytes()
}

var (
	aNumber = regexp.MustCompile(`-?\d*\.?\d+`)
	aName   = regexp.MustCompile(`/[A-Za-z0-9]+`)
)

// oddNumbers stand for lengths, counts, places and colours.
var oddNumbers = []string{"0", "-1", "1e9", "65536", "99999999999999999999", "-2147483648", "2147483647", "1000000", "0.0000001", "4294967297", "7", "1 0 R", "[0 1]", "null"}

// misstated is a file whose objects say something odd in a few places; its table is right,
// so that it is read.
func misstated(rnd *rand.Rand) []byte {
	parts := append([]advertPart(nil), advert...)
	for range 1 + rnd.IntN(4) {
		p := &parts[rnd.IntN(len(parts))]
		s := &p.dict
		if p.data != "" && rnd.IntN(2) == 0 {
			s = &p.data
		}
		words, instead := aNumber.FindAllStringIndex(*s, -1), oddNumbers[rnd.IntN(len(oddNumbers))]
		if rnd.IntN(4) == 0 {
			words = aName.FindAllStringIndex(*s, -1)
			names := aName.FindAllString(parts[4].dict+parts[5].dict+parts[7].dict, -1)
			instead = names[rnd.IntN(len(names))]
		}
		if len(words) > 0 {
			w := words[rnd.IntN(len(words))]
			*s = (*s)[:w[0]] + instead + (*s)[w[1]:]
		}
	}
	return written(parts)
}

// spoilt is a file with bytes turned, cut out, doubled or missing at its end.
func spoilt(b []byte, rnd *rand.Rand) []byte {
	out := bytes.Clone(b)
	for range 1 + rnd.IntN(5) {
		if len(out) < 2 {
			return out
		}
		i := rnd.IntN(len(out))
		n := min(1+rnd.IntN(40), len(out)-i)
		switch rnd.IntN(8) {
		case 0:
			out = out[:i]
		case 1:
			out = append(out[:i], out[i+n:]...)
		case 2:
			out = append(out[:i+n], append(bytes.Clone(out[i:i+n]), out[i+n:]...)...)
		case 3: // a number of four bytes or more, the largest
			copy(out[i:i+n], "\xFF\xFF\xFF\x7F")
		default:
			out[i] ^= 1 << rnd.IntN(8)
		}
	}
	return out
}

// Spoilt adverts and pictures go through the whole build: it ends with a finding or a
// page, never with a panic; what it leaves are whole files and nothing else; and it does
// no more work than a sound file of its size could ask for.
func TestMutants(t *testing.T) {
	seeds := map[string][]byte{"a.pdf": written(advert)}
	pictures, err := filepath.Glob("../../layout/picture/testdata/*.*")
	if err != nil || len(pictures) < 20 {
		t.Fatalf("%d pictures, %v", len(pictures), err)
	}
	for _, p := range append(pictures, "../../layout/pdf/testdata/advert.pdf") {
		if seeds[filepath.Base(p)], err = os.ReadFile(p); err != nil {
			t.Fatal(err)
		}
	}
	dir, rnd := t.TempDir(), rand.New(rand.NewPCG(3, 9))
	if code, out := mutant(t, dir, "a.pdf", seeds["a.pdf"], "pdfx4"); code == exitInvalid {
		t.Fatalf("the sound advert is not taken: %s", out)
	}
	made := 0
	for i := range mutants() {
		press := []string{"pdfx4", "pdfx1a"}[i%2]
		for _, name := range []string{"a.pdf", "advert.pdf", filepath.Base(pictures[i%len(pictures)])} {
			data := spoilt(seeds[name], rnd)
			if name == "a.pdf" && i%4 > 0 {
				data = misstated(rnd)
			}
			if code, _ := mutant(t, dir, name, data, press); code != exitInvalid {
				made++
			}
			if t.Failed() {
				keep := filepath.Join(os.TempDir(), "mutant-"+name)
				os.WriteFile(keep, data, 0o666)
				t.Fatalf("%s for %s, mutant %d: kept as %s", name, press, i, keep)
			}
		}
	}
	if made < mutants()/4 {
		t.Errorf("only %d mutants came to a page: too few get past the door", made)
	}
}

// mutant builds a page with a spoilt file in it and looks at what came of it.
func mutant(t *testing.T, dir, name string, data []byte, press string) (code int, printed string) {
	t.Helper()
	write(t, dir, name, string(data))
	write(t, dir, "pages.toml", "[[page]]\nfolio = false\n[[story]]\n[[story.picture]]\nfile = \""+name+"\"\nalt = \"x\"\n")
	out := filepath.Join(dir, "out")
	if err := os.RemoveAll(out); err != nil {
		t.Fatal(err)
	}
	var said bytes.Buffer
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	func() {
		defer func() {
			if p := recover(); p != nil {
				t.Errorf("panic: %v", p)
			}
		}()
		p := &program{in: strings.NewReader(""), out: io.Discard, err: &said, lang: diag.EN, outbox: &outbox{}}
		code = p.run([]string{"build", filepath.Join(dir, "pages.toml"), "--press", press, "--no-cache"})
	}()
	runtime.ReadMemStats(&after)
	if work := after.TotalAlloc - before.TotalAlloc; work > mostWork {
		t.Errorf("%d bytes given out for a file of %d", work, len(data))
	}
	if code != exitClean && code != exitFindings && code != exitInvalid {
		t.Errorf("exit code %d: %s", code, said.String())
	}
	files, _ := os.ReadDir(out)
	for _, f := range files {
		switch name := f.Name(); {
		case name == "report.json":
		case name == "01.pdf":
			whole(t, filepath.Join(out, name))
		default:
			t.Errorf("it left %s", name)
		}
	}
	return code, said.String()
}

// whole checks that a file is read as it says, to its end.
func whole(t *testing.T, path string) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	f, err := pdffile.Open(data)
	if err != nil || f.Mended || len(f.Pages(2)) != 1 || !bytes.HasSuffix(data, []byte("%%EOF\n")) {
		t.Errorf("%s is no whole file of a page: %v", path, err)
	}
}
