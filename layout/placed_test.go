package layout_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"paiban/fonts/fonttest"
	"paiban/layout"
	"paiban/layout/geom"
)

// placedPDF gives a PDF of one page, 200 × 100 pt, that paints content.
func placedPDF(content, resources string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	var at []int
	for i, body := range []string{
		"<</Type /Catalog /Pages 2 0 R>>", "<</Type /Pages /Kids [3 0 R] /Count 1>>",
		"<</Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] /Contents 4 0 R /Resources <<" + resources + ">>>>",
		fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(content), content),
	} {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, body)
	}
	start := b.Len()
	b.WriteString("xref\n0 5\n0000000000 65535 f \n")
	for _, p := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", p)
	}
	fmt.Fprintf(&b, "trailer\n<</Size 5 /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", start)
	return b.Bytes()
}

// What is wrong within an advert is told of with its place, on the page and in
// pages.toml; what is right for one press may be wrong for another.
func TestPlacedFaults(t *testing.T) {
	for _, c := range []struct {
		content, resources string
		press, want        string
	}{
		{"0 0.2 0.3 0 k 50 20 100 60 re f", "", "pdfx4", ""},
		{"0 0.2 0.3 0 k 50 20 100 60 re f", "", "pdfx1a", ""},
		{"1 0 0 rg 50 20 100 60 re f", "", "pdfx4", "pdf-colour"},
		{"1 1 1 0.5 k 50 20 100 60 re f", "", "pdfx4", "ink-limit"},
		{"/T gs 0 0.2 0.3 0 k 50 20 100 60 re f", "/ExtGState <</T <</ca 0.5>>>>", "pdfx4", ""},
		{"/T gs 0 0.2 0.3 0 k 50 20 100 60 re f", "/ExtGState <</T <</ca 0.5>>>>", "pdfx1a", "pdf-transparency"},
		{"/C cs 0.3 sc 50 20 100 60 re f", "/ColorSpace <</C [/CalGray <</WhitePoint [0.95 1 1.09]>>]>>", "pdfx1a", "pdf-colour"},
		{"0 0 0 1 k BT /F 30 Tf 50 40 Td (tea) Tj ET", "/Font <</F <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>>>", "pdfx4", "pdf-font"},
		{"0 1 1 0 k BT /F 9 Tf 50 40 Td (tea) Tj ET", "/Font <</F <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>>>", "pdfx4", "pdf-font small-inks"},
		{"/T gs 0 0.2 0.3 0 k 50 20 100 60 re f", "/ExtGState <</T <</TR <</FunctionType 2 /Domain [0 1] /N 2>>>>>>", "pdfx4", "pdf-standard"},
		{"/T gs 0 0.2 0.3 0 k 50 20 100 60 re f", "/ExtGState <</T <</TR2 /Default>>>>", "pdfx1a", ""},
		{"q 0.4 0 0 0.4 50 20 cm BI /W 1 /H 1 /BPC 16 /CS /G ID ab EI Q", "", "pdfx4", ""},
		{"q 0.4 0 0 0.4 50 20 cm BI /W 1 /H 1 /BPC 16 /CS /G ID ab EI Q", "", "pdfx1a", "pdf-standard"},
		{"q 0.4 0 0 0.4 50 20 cm BI /W 1 /H 1 /BPC 8 /CS /G /F [/AHx /LZW] ID 800B6050> EI Q", "", "pdfx1a", "pdf-standard"},
		{"q 0.4 0 0 0.4 50 20 cm BI /W 1 /H 1 /BPC 1 /CS /G /F [/AHx /JBIG2Decode] ID 00> EI Q", "", "pdfx4", ""},
		{"q 0.4 0 0 0.4 50 20 cm BI /W 1 /H 1 /BPC 1 /CS /G /F [/AHx /JBIG2Decode] ID 00> EI Q", "", "pdfx1a", "pdf-standard"},
		{"/Odd ri 0 0.2 0.3 0 k 50 20 100 60 re f", "", "pdfx1a", "pdf-standard"},
		{"0.2 0.3 0 0 k 50 20 100 60 re f", "/ColorSpace <</DefaultCMYK [/CalRGB <<>>]>>", "pdfx4", ""}, // of three parts: it counts for nothing
		{"0.2 g 50 20 100 60 re f", "/ColorSpace <</DefaultGray [/CalGray <</WhitePoint [0.95 1 1.09]>>]>>", "pdfx4", "pdf-colour"},
		{"0 0 0 1 K 0.05 w 50 20 m 150 20 l S", "", "pdfx4", "hairline"},
	} {
		dir := t.TempDir()
		toml := "[edition]\npress = \"" + c.press + "\"\n[[page]]\nfolio = false\n[[story]]\n[[story.picture]]\nfile = \"a.pdf\"\nfit = \"actual\"\n"
		if err := os.WriteFile(filepath.Join(dir, "a.pdf"), placedPDF(c.content, c.resources), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, "pages.toml"), []byte(toml), 0o644); err != nil {
			t.Fatal(err)
		}
		r := layout.Set(filepath.Join(dir, "pages.toml"), layout.Options{Fonts: fonttest.Library(), Print: true})
		if r.Err != nil {
			t.Fatal(r.Err)
		}
		var found []string
		for _, f := range r.Findings.Sorted() {
			if f.Code == "picture-alt" || f.Code == "folio-number" || strings.HasPrefix(f.Code, "alt") {
				continue
			}
			found = append(found, f.Code)
			if f.Pos.Line != 6 || f.Story == "" || f.Box == (geom.Rect{}) || f.Box.W > 201*geom.Pt {
				t.Errorf("%s: at %s of %q, %v", f.Code, f.Pos, f.Story, f.Box)
			}
		}
		if slices.Sort(found); strings.Join(found, " ") != c.want {
			t.Errorf("%s for %s: found %q, want %q", c.content, c.press, found, c.want)
		}
	}
}
