package preflight

import "testing"

// A gradient's inks are those that it runs through, however its function is written; of
// one that is not read it is said that it was not checked.
func TestGradients(t *testing.T) {
	const heavy, light = "[1 1 1 0]", "[0.2 0.2 0 0]"
	for _, c := range []struct{ function, more, want string }{
		{"<</FunctionType 2 /Domain [0 1] /N 1 /C0 [0 0 0 0] /C1 " + heavy + ">>", "", "ink-limit"},
		{"<</FunctionType 2 /Domain [0 1] /N 1 /C0 [0 0 0 0] /C1 " + light + ">>", "", ""},
		// Two ends of 100 % with 200 % and more in the middle.
		{"[<</FunctionType 2 /Domain [0 1] /N 1 /C0 [0] /C1 [1]>> <</FunctionType 2 /Domain [0 1] /N 1 /C0 [1] /C1 [0]>> <</FunctionType 2 /Domain [0 1] /N 1 /C0 [1] /C1 [1]>> <</FunctionType 2 /Domain [0 1] /N 1 /C0 [1] /C1 [1]>>]", "", "ink-limit"},
		{"<</FunctionType 3 /Domain [0 1] /Bounds [0.5] /Encode [0 1 0 1] /Functions [" +
			"<</FunctionType 2 /Domain [0 1] /N 1 /C0 [0 0 0 0] /C1 " + heavy + ">> <</FunctionType 2 /Domain [0 1] /N 1 /C0 " + heavy + " /C1 [0 0 0 0]>>]>>", "", "ink-limit"},
		{"30 0 R", "<</FunctionType 0 /Domain [0 1] /Range [0 1 0 1 0 1 0 1] /Size [3] /BitsPerSample 8>>", "ink-limit"},
		{"30 0 R", "<</FunctionType 0 /Domain [0 1] /Range [0 1 0 1 0 1 0 1] /Decode [0 0.2 0 0.2 0 0.2 0 0] /Size [3] /BitsPerSample 8>>", ""},
		{"30 0 R", "<</FunctionType 4 /Domain [0 1] /Range [0 1 0 1 0 1 0 1]>>", "pdf-unchecked"},
	} {
		s := clean(goodContent+"\nq 100 200 60 60 re W n /G sh Q").replace(5, "/XObject", "/Shading <</G <</ShadingType 2 /ColorSpace /DeviceCMYK /Coords [0 0 1 0] /Function "+c.function+">>>> /XObject")
		if c.more != "" {
			s.plus(30, c.more, "\x00\x00\x00\x00\xFF\xFF\xFF\x00\x00\x00\x00\x00")
		}
		if got := codes(t, s.bytes(), "pdfx4"); got != c.want {
			t.Errorf("%s %s: %q, want %q", c.function, c.more, got, c.want)
		}
	}
}
