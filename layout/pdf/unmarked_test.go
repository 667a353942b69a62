package pdf

import (
	"strings"
	"testing"
)

// A placed page loses its own tags; what it paints, and layers, stay.
func TestUnmarked(t *testing.T) {
	for in, want := range map[string]string{
		"/P <</MCID 0>> BDC 0 0 9 9 re f EMC 1 g":        "0 0 9 9 re f 1 g",
		"/OC /L BDC /Artifact BMC f EMC EMC":             "/OC /L BDC f EMC",
		"/X MP /Y <</A (EMC)>> DP (BMC) Tj":              "(BMC) Tj",
		"BI /W 1 /H 1 ID EMC EI /Q BMC f EMC":            "BI /W 1 /H 1 ID EMC EI f",
		"EMC f":                                          "EMC f",
		"<</A":                                           "<</A",
		"q /Span <</ActualText <FEFF4E00>>> BDC EMC Q q": "q Q q",
	} {
		if got := strings.Join(strings.Fields(string(unmarked([]byte(in)))), " "); got != want {
			t.Errorf("%q: %q, not %q", in, got, want)
		}
	}
}
