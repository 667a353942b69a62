package pdf

import (
	"bytes"
	"strings"
	"testing"

	"paiban/assets"
	"paiban/layout/sheet"
)

// A press file names its standard, its condition and its dates, the same in Info
// and XMP.
func TestPress(t *testing.T) {
	for _, c := range []struct {
		press             Press
		header, inXMP     string
		version, profiles string
	}{
		{X4, "%PDF-1.6\n", `<pdfxid:GTS_PDFXVersion xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/">PDF/X-4<`, "(PDF/X-4)", ""},
		{X1a, "%PDF-1.4\n", ">PDF/X-1a:2003<", "(PDF/X-1a:2003)", ""},
	} {
		ed := testEdition()
		b, err := File(ed, Options{Press: c.press}, linesPage(t))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.HasPrefix(b, []byte(c.header)) {
			t.Errorf("%v: begins %q", c.press, b[:9])
		}
		w := readBack(t, b)
		root, info := w.dict(w.trailer.get("Root")), w.dict(w.trailer.get("Info"))
		xmp := string(w.data(t, root.get("Metadata")))
		for _, want := range []string{c.inXMP, "<pdf:Trapped>False<", "<xmp:CreateDate>2024-01-12T00:00:00Z<", "<xmp:MetadataDate>", "<xmpMM:DocumentID>uuid:"} {
			if !strings.Contains(xmp, want) {
				t.Errorf("%v: XMP has no %s", c.press, want)
			}
		}
		for k, want := range map[name]value{
			"GTS_PDFXVersion": raw(c.version), "Trapped": name("False"),
			"CreationDate": raw("(D:20240112000000Z)"), "ModDate": raw("(D:20240112000000Z)"),
		} {
			if info.get(k) != want {
				t.Errorf("%v: Info's %s is %v, not %v", c.press, k, info.get(k), want)
			}
		}
		intents := root.get("OutputIntents").(array)
		intent := w.dict(intents[0])
		if len(intents) != 1 || intent.get("S") != name("GTS_PDFX") ||
			intent.get("OutputConditionIdentifier") != raw("(IFRA26S newsprint coldset, TAC 240)") {
			t.Errorf("%v: output intent %v", c.press, intent)
		}
		profile := intent.get("DestOutputProfile")
		if !bytes.Equal(w.data(t, profile), assets.Newsprint) || w.dict(profile).get("N") != raw("4") {
			t.Errorf("%v: not the newsprint profile", c.press)
		}
		if out := judge(t, "qpdf", "--check", file(t, b)); !strings.Contains(out, "No syntax") {
			t.Error(out)
		}
		ed.Date, ed.Name = "", ""
		if b, err = File(ed, Options{Press: c.press}, &sheet.Page{Name: "1", Trim: testPage().Trim}); err != nil {
			t.Fatal(err)
		}
		info = readBack(t, b).dict(readBack(t, b).trailer.get("Info"))
		if info.get("CreationDate") != raw("(D:19700101000000Z)") || info.get("Title") != raw("(Page 1)") {
			t.Errorf("%v: without date and name: %v", c.press, info)
		}
	}
}

func TestPressNames(t *testing.T) {
	for _, s := range Presses() {
		if p, ok := ParsePress(s); !ok || p.String() != s {
			t.Errorf("%s reads as %v, %v", s, p, ok)
		}
	}
	if _, ok := ParsePress("pdfx3"); ok {
		t.Error("pdfx3 is not a press here")
	}
}

func TestProfilesRefused(t *testing.T) {
	change := func(at int, s string) []byte {
		b := bytes.Clone(assets.Newsprint)
		copy(b[at:], s)
		return b
	}
	for want, p := range map[string][]byte{
		"not an ICC profile": []byte("profile"),
		"runs past the end":  assets.Newsprint[:1000],
		"class \"mntr\"":     change(12, "mntr"),
		"for \"RGB \"":       change(16, "RGB "),
		"ICC version 4":      change(8, "\x04"),
	} {
		_, err := File(testEdition(), Options{Press: X1a, Profile: p}, testPage())
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("want %q, got %v", want, err)
		}
	}
}
