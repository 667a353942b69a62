package preflight

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"paiban/layout/geom"
)

// inX1a makes a sample one of PDF/X-1a:2003.
func inX1a(s *sample) *sample {
	s.version = "1.4"
	s.replace(20, "(PDF/X-4)", "(PDF/X-1a:2003)")
	s.streams[9] = []byte(strings.Replace(xmp, "PDF/X-4", "PDF/X-1a:2003", 1))
	return s
}

// What the standards of the press forbid in a page's content is told with its place,
// whoever made the page; what one of them allows is not told where that is kept.
func TestForbidden(t *testing.T) {
	with := func(more string) *sample { return clean(goodContent + "\n" + more) }
	state := func(s string) *sample {
		return with("/X gs 0 0 0 1 k 100 200 20 20 re f").replace(5, "/T <</ca 0.5>>", "/X <<"+s+">>")
	}
	picture := func(s string) *sample { return with("").replace(11, "/BitsPerComponent 8", s) }
	both, x1a := "pdfx4 pdfx1a", "pdfx1a"
	for _, c := range []struct {
		name  string
		in    string // standards that forbid it
		place bool
		s     *sample
	}{
		{"nothing", "", false, with("")},
		{"transfer function", both, true, state("/TR 13 0 R")},
		{"transfer function, none", "", false, state("/TR /Identity")},
		{"transfer function of PDF 1.3", both, true, state("/TR2 13 0 R")},
		{"transfer function, the press's", "", false, state("/TR2 /Default")},
		{"halftone's phase", both, true, state("/HTP [0 0]")},
		{"halftone of type 6", both, true, state("/HT <</Type /Halftone /HalftoneType 6 /Width 8 /Height 8>>")},
		{"halftone with a name", both, true, state("/HT <</Type /Halftone /HalftoneType 1 /HalftoneName (Mine) /Frequency 60 /Angle 45 /SpotFunction /Round>>")},
		{"halftone", "", false, state("/HT <</Type /Halftone /HalftoneType 1 /Frequency 60 /Angle 45 /SpotFunction /Round>>")},
		{"intent", both, true, state("/RI /Pretty")},
		{"intent, known", "", false, state("/RI /Perceptual")},
		{"intent in content", both, true, with("/Pretty ri 0 0 0 1 k 100 200 20 20 re f")},
		{"16 bits", x1a, true, picture("/BitsPerComponent 16")},
		{"LZW", x1a, true, picture("/BitsPerComponent 8 /Filter /LZWDecode")},
		{"LZW within content", x1a, true, with("q 0.4 0 0 0.4 100 200 cm BI /W 1 /H 1 /BPC 8 /CS /G /F [/AHx /LZW] ID 800B6050> EI Q")},
		{"JPEG 2000", x1a, true, picture("/BitsPerComponent 8 /Filter /JPXDecode")},
		{"JBIG2", x1a, true, picture("/BitsPerComponent 8 /Filter /JBIG2Decode")},
		{"filter of encryption", both, true, picture("/BitsPerComponent 8 /Filter /Crypt")},
		{"alternates", both, true, picture("/BitsPerComponent 8 /Alternates [<</Image 11 0 R /DefaultForPrinting true>>]")},
		{"OPI", both, true, picture("/BitsPerComponent 8 /OPI <</2.0 <<>>>>")},
		{"another file", both, true, with("").replace(12, "/BBox", "/Ref <</F (a.pdf) /Page 1>> /BBox")},
		{"PostScript", both, true, with("").replace(12, "/BBox", "/Subtype2 /PS /BBox")},
		{"a stream of another file", both, false, with("").replace(12, "/BBox", "/F (a.txt) /BBox")},
		{"LZW of what is no picture", x1a, false, with("").replace(13, "/FunctionType 2", "/FunctionType 4").lzw(13)},
		{"a layer", x1a, false, with("").replace(1, "/Metadata", "/OCProperties <</D <<>> /OCGs []>> /Metadata")},
		{"a layer that shows itself", both, false, with("").replace(1, "/Metadata", "/OCProperties <</D <</AS [<</Event /Print>>]>> /OCGs []>> /Metadata")},
		{"a view", both, false, with("").replace(1, "/Metadata", "/ViewerPreferences <</PrintClip /TrimBox>> /Metadata")},
		{"an operator that there is not", both, true, with("BX 1 2 frob EX")},
		{"units", x1a, false, with("").replace(3, "/TrimBox", "/UserUnit 1 /TrimBox")},
		{"OpenType font", x1a, true, with("").replace(10, "/FontFile2 15 0 R", "/FontFile3 18 0 R").plus(18, "<</Subtype /OpenType>>", "fonts")},
		{"compact font", "", false, with("").replace(10, "/FontFile2 15 0 R", "/FontFile3 18 0 R").plus(18, "<</Subtype /CIDFontType0C>>", "fonts")},
	} {
		for _, standard := range []string{"pdfx4", "pdfx1a"} {
			s := c.s.copy()
			if standard == "pdfx1a" {
				inX1a(s)
			}
			var got []string
			for _, f := range Check("a.pdf", s.bytes(), Options{Standard: standard, Limits: Newspaper()}) {
				if f.Code == "pdf-unchecked" || f.Code == "pdf-broken" || f.Code == "ink-limit" {
					continue // pictures that the sample does not really have
				}
				got = append(got, f.Code+": "+f.Message.EN)
				if (f.Box != geom.Rect{}) != c.place {
					t.Errorf("%s, %s: it is at %v", c.name, standard, f.Box)
				}
			}
			want := 0
			if strings.Contains(c.in, standard) {
				want = 1
			}
			if len(got) != want || want == 1 && !strings.HasPrefix(got[0], "pdf-standard: ") && !strings.HasPrefix(got[0], "pdf-action: ") {
				t.Errorf("%s, %s: found %q", c.name, standard, got)
			}
		}
	}
}

// A picture within the content is held to what all pictures are.
func TestWithinContent(t *testing.T) {
	s := clean(goodContent + "\nq 0.5 0 0 0.5 250 250 cm BI /W 2 /H 2 /BPC 8 /CS /CMYK /F /AHx ID " + strings.Repeat("FFFF80FF", 4) + "> EI Q")
	if got := codes(t, s.bytes(), "pdfx4"); got != "ink-limit" {
		t.Errorf("350 %% of ink: %q", got)
	}
}

// What an advert says its inks are is not what they are where a profile stands before
// them: the press goes by it and separates anew.
func TestManagedInks(t *testing.T) {
	const spaces = "/ColorSpace <</P [/ICCBased 8 0 R] /C [/CalGray <</WhitePoint [0.95 1 1.09]>>] /DefaultX [/ICCBased 8 0 R] /S"
	for content, want := range map[string]string{
		"/P cs 0.5 0.2 0 0 scn 100 200 20 20 re f": "pdf-colour",
		"/C cs 0.5 scn 100 200 20 20 re f":         "pdf-colour",
		"0.5 0.2 0 0 k 100 200 20 20 re f":         "",
		"0.5 g 100 200 20 20 re f":                 "",
	} {
		s := clean(content).replace(5, "/ColorSpace <</S", spaces)
		for _, standard := range []string{"pdfx4", "pdfx1a"} {
			v := s.copy()
			if standard == "pdfx1a" {
				inX1a(v)
			}
			if got := codes(t, v.bytes(), standard); !same(got, want) {
				t.Errorf("%s for %s: %q, want %q", content, standard, got, want)
			}
		}
		if got := codes(t, s.copy().replace(5, "/DefaultX", "/DefaultCMYK").bytes(), "pdfx4"); strings.HasSuffix(content, "k 100 200 20 20 re f") && got != "pdf-colour" {
			t.Errorf("%s with inks that have a profile: %q", content, got)
		}
	}
	s := clean("q 0.5 0 0 0.5 250 250 cm /I Do Q").replace(5, "/ColorSpace <<", "/ColorSpace <</DefaultCMYK [/ICCBased 8 0 R] ")
	if got := codes(t, s.bytes(), "pdfx4"); got != "pdf-colour" {
		t.Errorf("a picture in inks that have a profile: %q", got)
	}
}

// What a file must say of itself is missed, and what it says wrongly told.
func TestIncomplete(t *testing.T) {
	with := func() *sample { return clean(goodContent) }
	said := func(from, to string) *sample {
		s := with()
		s.streams[9] = []byte(strings.Replace(xmp, from, to, 1))
		return s
	}
	for _, c := range []struct {
		want string
		s    *sample
	}{
		{"", with()},
		{"pdf-metadata", said("<mm:VersionID>1</mm:VersionID>", "")},
		{"pdf-metadata", said("2024-01-12<", "yesterday<")},
		{"pdf-metadata", with().replace(20, "(D:20240112080000Z)", "(on 2024-01-12 08:00)")},
		{"pdf-intent", with().replace(8, "/N 4", "/N 3")},
		{"pdf-intent", with().replace(1, "[7 0 R]", "[7 0 R 7 0 R]")},
		{"pdf-intent", with().replace(7, "/DestOutputProfile 8 0 R", "")},
		{"pdf-action", with().replace(1, "/Metadata", "/AcroForm <</XFA (x)>> /Metadata")},
		{"pdf-font", with().plus(15, "<<>>", "no font")},
		{"pdf-broken", clean(goodContent + " /None Do")},
	} {
		if got := codes(t, c.s.bytes(), "pdfx4"); got != c.want {
			t.Errorf("%s: found %q", c.want, got)
		}
	}
	untrapped := said("<pdf:Trapped>False</pdf:Trapped>", "").replace(20, "/Trapped /False", "")
	if got := codes(t, untrapped.bytes(), "pdfx4"); got != "pdf-standard pdf-metadata" {
		t.Errorf("nothing of trapping: %q", got)
	}
	if got := codes(t, append([]byte("mail\n\n"), with().bytes()...), "pdfx4"); got != "pdf-standard" {
		t.Errorf("something before the header: %q", got)
	}
	s := inX1a(with().replace(5, "[/Separation /Gold /DeviceCMYK 13 0 R]", "[/Separation /Gold [/ICCBased 8 0 R] 13 0 R]"))
	s.streams[4] = append(s.streams[4], " /S cs 0.5 scn 200 200 50 50 re f"...)
	if got := codes(t, s.bytes(), "pdfx1a"); got != "pdf-colour pdf-plates" {
		t.Errorf("a spot ink that a profile stands for: %q", got)
	}
}

// Places are of the page as it is seen, turned or not.
func TestTurned(t *testing.T) {
	for turn, want := range map[string]geom.Rect{
		"":            {X: 20, Y: 250, W: 30, H: 10},
		"/Rotate 90":  {X: 40, Y: 20, W: 10, H: 30},
		"/Rotate 180": {X: 250, Y: 40, W: 30, H: 10},
		"/Rotate -90": {X: 250, Y: 250, W: 10, H: 30},
	} {
		s := clean("1 0 0 rg 30 50 30 10 re f").replace(3, "/TrimBox", turn+" /TrimBox")
		fs := Check("a.pdf", s.bytes(), Options{Standard: "pdfx4", Limits: Newspaper()})
		want = geom.Rect{X: want.X * geom.Pt, Y: want.Y * geom.Pt, W: want.W * geom.Pt, H: want.H * geom.Pt}
		if len(fs) != 1 || fs[0].Box != want {
			t.Errorf("%q: %v, want %v", turn, fs, want)
		}
	}
}

func (s *sample) copy() *sample {
	out := *s
	out.objects, out.streams = map[int]string{}, map[int][]byte{}
	for n, o := range s.objects {
		out.objects[n] = o
	}
	for n, b := range s.streams {
		out.streams[n] = bytes.Clone(b)
	}
	return &out
}

// plus adds a stream.
func (s *sample) plus(n int, dict, data string) *sample {
	s.objects[n], s.streams[n] = dict, []byte(data)
	return s
}

// lzw makes an object a stream packed by LZW: nothing but a clearing and an end.
func (s *sample) lzw(n int) *sample {
	s.objects[n] = strings.TrimSuffix(s.objects[n], ">>") + " /Filter /LZWDecode>>"
	s.streams[n] = []byte("\x80\x40\x40")
	return s
}

// Pictures within content have no place in the file by which they could be told apart:
// each is looked at.
func TestInlinePictures(t *testing.T) {
	image := func(x int, pixel string) string {
		return fmt.Sprintf("\nq 0.5 0 0 0.5 %d 250 cm BI /W 2 /H 2 /BPC 8 /CS /CMYK /F /AHx ID %s> EI Q", x, strings.Repeat(pixel, 4))
	}
	light, dark := "10101010", "FFFF80FF"
	for _, content := range []string{image(250, light) + image(300, dark), image(250, dark) + image(300, light)} {
		got := 0
		for _, f := range Check("x.pdf", clean(goodContent+content).bytes(), Options{Standard: "pdfx4", Limits: Newspaper()}) {
			if f.Code == "ink-over" || f.Code == "ink-limit" || strings.HasPrefix(f.Code, "ink") {
				got++
			}
		}
		if got != 1 {
			t.Errorf("%d findings about ink, want 1", got)
		}
	}
}
