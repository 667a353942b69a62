package layout_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"paiban/fonts/fonttest"
	"paiban/layout"
	"paiban/layout/pdffile"
	"paiban/layout/picture"
)

// pressFile is a file of the press as a rule looks at it.
type pressFile struct {
	*pdffile.File
	data     []byte
	standard string
	page     pdffile.Page
	info     pdffile.Dict
	xmp      string
}

// pressRules are what PDF/X-1a:2003 (ISO 15930-4) and PDF/X-4 (ISO 15930-7) want of a
// file, and the clauses of PDF (ISO 32000-1) that its parts are held to. Each gives
// what is wrong, "" if nothing is.
var pressRules = []struct {
	name string
	hold func(*pressFile) string
}{
	{"version of PDF (7.5.2; 15930-4: 1.4, 15930-7: 1.6)", func(f *pressFile) string {
		return differs(string(f.data[:8]), map[string]string{"pdfx4": "%PDF-1.6", "pdfx1a": "%PDF-1.4"}[f.standard])
	}},
	{"no encryption", func(f *pressFile) string { return present(f.Trailer, "Encrypt") }},
	{"identifier, twice the same in a new file (14.4)", func(f *pressFile) string {
		id := f.Array(f.Trailer["ID"])
		if len(id) != 2 || len(f.Text(id[0])) < 16 || f.Text(id[0]) != f.Text(id[1]) {
			return fmt.Sprint(id)
		}
		return ""
	}},
	{"no object streams in X-1a, which are of PDF 1.5", func(f *pressFile) string {
		if f.standard == "pdfx1a" && (f.Packed || bytes.Contains(f.data, []byte("/XRef"))) {
			return "there are"
		}
		return ""
	}},
	{"Info: title, dates, makers, trapping, version (14.3.3, 14.11.6)", func(f *pressFile) string {
		for _, k := range []pdffile.Name{"Title", "CreationDate", "ModDate", "Creator", "Producer"} {
			if f.Text(f.info[k]) == "" {
				return string(k)
			}
		}
		if f.Name(f.info["Trapped"]) != "False" {
			return "Trapped"
		}
		return differs(f.Text(f.info["GTS_PDFXVersion"]), map[string]string{"pdfx4": "PDF/X-4", "pdfx1a": "PDF/X-1a:2003"}[f.standard])
	}},
	{"XMP says what Info does", func(f *pressFile) string {
		for k, tag := range map[pdffile.Name]string{"CreationDate": "xmp:CreateDate", "ModDate": "xmp:ModifyDate"} {
			if digits(f.Text(f.info[k])) != digits(between(f.xmp, tag)) {
				return tag
			}
		}
		for k, tag := range map[pdffile.Name]string{"Producer": "pdf:Producer", "Creator": "xmp:CreatorTool"} {
			if f.Text(f.info[k]) != between(f.xmp, tag) {
				return fmt.Sprintf("%s: %q and %q", tag, f.Text(f.info[k]), between(f.xmp, tag))
			}
		}
		for _, tag := range []string{"xmpMM:DocumentID", "xmpMM:VersionID", "xmpMM:RenditionClass", "xmp:MetadataDate", "dc:title"} {
			if !strings.Contains(f.xmp, "<"+tag) {
				return "no " + tag
			}
		}
		return differs(between(f.xmp, "pdf:Trapped"), "False")
	}},
	{"one output intent with the press's profile (14.11.5)", func(f *pressFile) string {
		intents := f.Array(f.Catalog()["OutputIntents"])
		if len(intents) != 1 {
			return fmt.Sprint(len(intents))
		}
		o := f.Dict(intents[0])
		s, _ := f.Get(o["DestOutputProfile"]).(*pdffile.Stream)
		if f.Name(o["S"]) != "GTS_PDFX" || f.Text(o["OutputConditionIdentifier"]) == "" || s == nil {
			return fmt.Sprint(o)
		}
		profile, err := f.Unpack(s)
		if n, _ := f.Num(s.Dict["N"]); err != nil || n != 4 || len(profile) < 128 || string(profile[12:20]) != "prtrCMYK" || int(binary.BigEndian.Uint32(profile)) != len(profile) {
			return "the profile"
		}
		return ""
	}},
	{"boxes within each other (14.11.2)", func(f *pressFile) string {
		media, bleed, trim := f.Nums(f.page.Dict["MediaBox"], 4), f.Nums(f.page.Dict["BleedBox"], 4), f.Nums(f.page.Dict["TrimBox"], 4)
		if media == nil || bleed == nil || trim == nil || f.page.Dict["ArtBox"] != nil {
			return "missing"
		}
		for i := range 2 {
			if media[i] > bleed[i] || bleed[i] > trim[i] || media[i+2] < bleed[i+2] || bleed[i+2] < trim[i+2] {
				return fmt.Sprint(media, bleed, trim)
			}
		}
		return ""
	}},
	{"no actions, no scripts", func(f *pressFile) string {
		for _, k := range []pdffile.Name{"OpenAction", "AA"} {
			if f.Catalog()[k] != nil || f.page.Dict[k] != nil {
				return string(k)
			}
		}
		return present(f.Dict(f.Catalog()["Names"]), "JavaScript")
	}},
	{"nothing transparent and nothing optional in X-1a (11.6)", func(f *pressFile) string {
		if f.standard != "pdfx1a" {
			return ""
		}
		return f.anywhere(func(d pdffile.Dict) string {
			for _, k := range []pdffile.Name{"SMask", "OCProperties", "Group"} {
				if v := f.Get(d[k]); v != nil && v != pdffile.Object(pdffile.Name("None")) {
					return string(k)
				}
			}
			for _, k := range []pdffile.Name{"ca", "CA"} {
				if v, ok := f.Num(d[k]); ok && v != 1 {
					return string(k)
				}
			}
			return ""
		})
	}},
	{"no transfer functions, no halftones, no alternates, no PostScript", func(f *pressFile) string {
		return f.anywhere(func(d pdffile.Dict) string {
			for _, k := range []pdffile.Name{"TR", "HTP", "HT", "Alternates", "OPI", "PS"} {
				if f.Name(d["Type"]) != "Font" && d[k] != nil {
					return string(k)
				}
			}
			return ""
		})
	}},
	{"colours in inks (8.6)", func(f *pressFile) string {
		for _, o := range f.Dict(f.Dict(f.page.Dict["Resources"])["XObject"]) {
			s, _ := f.Get(o).(*pdffile.Stream)
			if s != nil && f.Name(s.Dict["Subtype"]) == "Image" && f.Name(s.Dict["ColorSpace"]) != "DeviceCMYK" && f.Name(s.Dict["ColorSpace"]) != "DeviceGray" {
				return fmt.Sprint(s.Dict["ColorSpace"])
			}
		}
		return f.operations(func(op pdffile.Word, _ []pdffile.Object) string {
			if op == "rg" || op == "RG" {
				return string(op)
			}
			return ""
		})
	}},
	{"no pixel of a picture over 240 % of ink, none over 95 % of black", func(f *pressFile) string {
		for key, o := range f.Dict(f.Dict(f.page.Dict["Resources"])["XObject"]) {
			s, _ := f.Get(o).(*pdffile.Stream)
			if s == nil || f.Name(s.Dict["ColorSpace"]) != "DeviceCMYK" {
				continue
			}
			if f.Name(s.Dict["Filter"]) != "DCTDecode" {
				return fmt.Sprintf("%s is no JPEG", key) // as all that are converted are
			}
			pix, _, _, n, err := picture.Samples(s.Raw)
			if err != nil || n != 4 {
				return fmt.Sprint(key, n, err)
			}
			if f.Nums(s.Dict["Decode"], 8) != nil {
				return fmt.Sprintf("%s has a Decode", key)
			}
			for i := 0; i < len(pix); i += 4 {
				if sum := int(pix[i]) + int(pix[i+1]) + int(pix[i+2]) + int(pix[i+3]); sum > 240*255/100 || pix[i+3] > 95*255/100 {
					return fmt.Sprintf("%s, pixel %d: %v", key, i/4, pix[i:i+4])
				}
			}
		}
		return ""
	}},
	{"fonts embedded, subsets by name, with Unicode (9.6.4, 9.9, 9.10.3)", func(f *pressFile) string {
		shown := f.shown()
		for key, o := range f.Dict(f.Dict(f.page.Dict["Resources"])["Font"]) {
			font := f.Dict(o)
			below := f.Dict(f.Array(font["DescendantFonts"])[0])
			desc := f.Dict(below["FontDescriptor"])
			if desc["FontFile2"] == nil && desc["FontFile3"] == nil || font["ToUnicode"] == nil ||
				!regexp.MustCompile(`^[A-Z]{6}\+`).MatchString(string(f.Name(font["BaseFont"]))) || f.Name(font["BaseFont"]) != f.Name(desc["FontName"]) {
				return string(f.Name(font["BaseFont"]))
			}
			if f.Name(below["Subtype"]) == "CIDFontType2" && f.Name(below["CIDToGIDMap"]) != "Identity" {
				return "CIDToGIDMap"
			}
			if s, _ := f.Get(desc["CIDSet"]).(*pdffile.Stream); s != nil {
				if bits, err := f.Unpack(s); err != nil || len(bits) == 0 || bits[0]&0x80 == 0 {
					return "CIDSet"
				}
			}
			if s, _ := f.Get(desc["FontFile2"]).(*pdffile.Stream); s != nil {
				if why := f.widths(below, s, shown[key]); why != "" {
					return why
				}
			}
		}
		return ""
	}},
	{"no .notdef shown (9.7.6.3)", func(f *pressFile) string {
		for key, glyphs := range f.shown() {
			if glyphs[0] {
				return string(key)
			}
		}
		return ""
	}},
}

func differs(got, want string) string {
	if got == want {
		return ""
	}
	return fmt.Sprintf("%q, not %q", got, want)
}

func present(d pdffile.Dict, k pdffile.Name) string {
	if d[k] == nil {
		return ""
	}
	return string(k)
}

func between(xmp, tag string) string {
	_, rest, _ := strings.Cut(xmp, "<"+tag+">")
	v, _, _ := strings.Cut(rest, "</"+tag+">")
	return v
}

// digits gives the day and the second of a date of either kind.
func digits(s string) string {
	s = regexp.MustCompile(`[^0-9]`).ReplaceAllString(s, "")
	return s[:min(14, len(s))]
}

// operations goes through the page's content until f finds something.
func (f *pressFile) operations(found func(pdffile.Word, []pdffile.Object) string) string {
	data, err := f.Contents(f.page)
	if err != nil {
		return err.Error()
	}
	out := ""
	err = pdffile.Operations(data, func(op pdffile.Word, args []pdffile.Object) error {
		if out == "" {
			out = found(op, args)
		}
		return nil
	})
	if err != nil {
		return err.Error()
	}
	return out
}

// shown gives the glyphs that the page shows, by the font's key.
func (f *pressFile) shown() map[pdffile.Name]map[int]bool {
	out := map[pdffile.Name]map[int]bool{}
	var font pdffile.Name
	f.operations(func(op pdffile.Word, args []pdffile.Object) string {
		if op == "Tf" {
			font, _ = args[0].(pdffile.Name)
			if out[font] == nil {
				out[font] = map[int]bool{}
			}
		}
		if op != "TJ" && op != "Tj" {
			return ""
		}
		list, ok := args[0].(pdffile.Array)
		if !ok {
			list = pdffile.Array{args[0]}
		}
		for _, e := range list {
			s, _ := e.(pdffile.Text)
			for i := 0; i+1 < len(s); i += 2 {
				out[font][int(s[i])<<8|int(s[i+1])] = true
			}
		}
		return ""
	})
	return out
}

// anywhere asks of every dictionary of the file.
func (f *pressFile) anywhere(found func(pdffile.Dict) string) string {
	out := ""
	var each func(o pdffile.Object)
	each = func(o pdffile.Object) {
		switch v := o.(type) {
		case pdffile.Array:
			for _, e := range v {
				each(e)
			}
		case pdffile.Dict:
			if out == "" {
				out = found(v)
			}
			for _, e := range v {
				each(e)
			}
		case *pdffile.Stream:
			each(v.Dict)
		}
	}
	for n := 1; n < 4000; n++ {
		each(f.Get(pdffile.Ref{Number: n}))
	}
	return out
}

// widths holds the widths that the PDF says of the glyphs that are shown (9.7.4.3)
// against those in the font.
func (f *pressFile) widths(font pdffile.Dict, s *pdffile.Stream, shown map[int]bool) string {
	if len(shown) == 0 {
		return fmt.Sprintf("%s: embedded and not used", f.Name(font["BaseFont"]))
	}
	data, err := f.Unpack(s)
	if err != nil {
		return err.Error()
	}
	tables := map[string][]byte{}
	for i := range int(binary.BigEndian.Uint16(data[4:])) {
		rec := data[12+16*i:]
		at := binary.BigEndian.Uint32(rec[8:])
		tables[string(rec[:4])] = data[at : at+binary.BigEndian.Uint32(rec[12:])]
	}
	for _, hinting := range []string{"fpgm", "prep", "cvt ", "GSUB", "GPOS", "name", "cmap", "post"} {
		if tables[hinting] != nil {
			return "the subset has a table " + hinting + ", which no page needs"
		}
	}
	em, wide := float64(binary.BigEndian.Uint16(tables["head"][18:])), int(binary.BigEndian.Uint16(tables["hhea"][34:]))
	said := map[int]float64{}
	list := f.Array(font["W"])
	for i := 0; i < len(list); {
		first, _ := f.Num(list[i])
		if each := f.Array(list[i+1]); each != nil {
			for k, o := range each {
				said[int(first)+k], _ = f.Num(o)
			}
			i += 2
			continue
		}
		last, _ := f.Num(list[i+1])
		for k := int(first); k <= int(last); k++ {
			said[k], _ = f.Num(list[i+2])
		}
		i += 3
	}
	other, ok := f.Num(font["DW"])
	if !ok {
		other = 1000
	}
	for g := range shown {
		want := float64(binary.BigEndian.Uint16(tables["hmtx"][4*min(g, wide-1):])) * 1000 / em
		got, ok := said[g]
		if !ok {
			got = other
		}
		if math.Abs(got-want) > 1 {
			return fmt.Sprintf("%s: glyph %d is %.1f wide, the PDF says %.1f", f.Name(font["BaseFont"]), g, want, got)
		}
	}
	return ""
}

// The sample page and the examples keep every rule of both standards, are of a size
// that a newsroom can send, and come out the same twice; qpdf finds no fault in them,
// poppler has every font embedded, and preflight is silent but for coarse pictures.
func TestPressStandards(t *testing.T) {
	editions, _ := filepath.Glob("../examples/*/pages.toml")
	if len(editions) < 6 {
		t.Fatalf("%d examples", len(editions))
	}
	if testing.Short() {
		editions = nil
	}
	for _, path := range append([]string{"../pages.toml"}, editions...) {
		for _, standard := range []string{"pdfx4", "pdfx1a"} {
			files := printed(t, path, standard)
			if again := printed(t, path, standard); len(again) != len(files) {
				t.Errorf("%s: %d files, then %d", path, len(files), len(again))
			} else if path == "../pages.toml" {
				for name := range files {
					if !bytes.Equal(files[name], again[name]) {
						t.Errorf("%s: page %s differs the second time", path, name)
					}
				}
			}
			for name, data := range files {
				name = fmt.Sprintf("%s, page %s, %s", path, name, standard)
				if len(data) > 3<<20 {
					t.Errorf("%s: %d bytes", name, len(data))
				}
				holdRules(t, name, standard, data)
				outside(t, name, data)
			}
		}
	}
}

func printed(t *testing.T, path, standard string) map[string][]byte {
	t.Helper()
	r := layout.Set(path, layout.Options{Fonts: fonttest.Library(), Print: true, Press: standard})
	if r.Err != nil || len(r.Files) == 0 {
		t.Fatalf("%s: %d files, %v", path, len(r.Files), r.Err)
	}
	for _, f := range r.Findings.Sorted() {
		if strings.HasPrefix(f.Code, "pdf-") || strings.HasPrefix(f.Code, "ink-") {
			t.Errorf("%s, %s: %s: %s", path, standard, f.Code, f.Message.EN)
		}
	}
	return r.Files
}

func holdRules(t *testing.T, name, standard string, data []byte) {
	t.Helper()
	file, err := pdffile.Open(data)
	if err != nil || file.Mended {
		t.Errorf("%s: %v", name, err)
		return
	}
	f := &pressFile{File: file, data: data, standard: standard, info: file.Dict(file.Trailer["Info"])}
	pages := file.Pages(2)
	if len(pages) != 1 {
		t.Errorf("%s: %d pages", name, len(pages))
		return
	}
	f.page = pages[0]
	if s, _ := file.Get(file.Catalog()["Metadata"]).(*pdffile.Stream); s != nil {
		xmp, _ := file.Unpack(s)
		f.xmp = string(xmp)
	}
	for _, r := range pressRules {
		if why := r.hold(f); why != "" {
			t.Errorf("%s: %s: %s", name, r.name, why)
		}
	}
}

// outside asks qpdf and poppler, where they are.
func outside(t *testing.T, name string, data []byte) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "page.pdf")
	if err := os.WriteFile(path, data, 0o666); err != nil {
		t.Fatal(err)
	}
	if tool, err := exec.LookPath("qpdf"); err == nil {
		if out, err := exec.Command(tool, "--check", path).CombinedOutput(); err != nil {
			t.Errorf("%s: qpdf: %s", name, out)
		}
	}
	if tool, err := exec.LookPath("pdffonts"); err == nil {
		out, err := exec.Command(tool, path).Output()
		lines := strings.Split(strings.TrimSpace(string(out)), "\n")
		if err != nil || len(lines) < 3 {
			t.Errorf("%s: pdffonts: %v\n%s", name, err, out)
			return
		}
		for _, l := range lines[2:] {
			if f := strings.Fields(l); len(f) < 5 || strings.Join(f[len(f)-5:len(f)-2], " ") != "yes yes yes" {
				t.Errorf("%s: not embedded, no subset or without Unicode: %s", name, l)
			}
		}
	}
}
