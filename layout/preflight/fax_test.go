package preflight

import (
	"encoding/hex"
	"fmt"
	"strings"
	"testing"
)

// faxes are one picture, 64 × 48, white with a black box from 10, 8 to 40, 30, as libtiff
// packs it.
var faxes = map[string]string{
	"/K -1":                  "ff27069ffffffffffffffffe3ffff0010010",
	"/K 0 /EndOfLine true":   "001d9a800ecd400766a003b35001d9a800ecd400766a003b35" + strings.Repeat("001383484", 23) + "001d9a800ecd400766a003b35001d9a800ecd400766a003b35001d9a800ecd400766a003b35001d9a800ecd400766a003b35001d9a8",
	"/K -1 /BlackIs1 true":   "ff27069ffffffffffffffffe3ffff0010010",
	"/K -1 /BlackIs1 false ": "ff27069ffffffffffffffffe3ffff0010010",
}

// Pictures of one bit are checked, as faxes, too: where their darker colour is shown it
// counts, elsewhere not; where neither colour is too much it does not matter which is.
func TestFax(t *testing.T) {
	at := func(clip, filter, table, data string) string {
		s := clean(goodContent + "\nq " + clip + " re W n 15 0 0 11.25 200 200 cm /I Do Q")
		s.objects[11] = fmt.Sprintf("<</Type /XObject /Subtype /Image /Width 64 /Height 48 /BitsPerComponent 1 /ColorSpace [/Indexed /DeviceCMYK 1 <%s>] %s>>", table, filter)
		s.streams[11], _ = hex.DecodeString(data)
		s.streams[4] = []byte(strings.Replace(string(s.streams[4]), "q 0.5 0 0 0.5 250 250 cm /I Do Q", "", 1))
		return codes(t, s.bytes(), "pdfx4")
	}
	const everywhere, corner = "0 0 320 320", "200 210 2 1" // the corner has no black
	const heavyFirst, heavyLast, light = "FFFFFF0000000000", "00000000FFFFFF00", "FF00000000FF0000"
	for parms, data := range faxes {
		if len(data)%2 == 1 {
			data += "0"
		}
		filter := "/Filter /CCITTFaxDecode /DecodeParms <</Columns 64 " + parms + ">>"
		black, white := heavyFirst, heavyLast // 0 stands for black
		if strings.Contains(parms, "BlackIs1 true") {
			black, white = heavyLast, heavyFirst
		}
		for _, c := range []struct{ clip, table, want string }{
			{everywhere, black, "ink-limit"}, {corner, black, ""}, {everywhere, white, "ink-limit"}, {corner, white, "ink-limit"}, {everywhere, light, ""},
		} {
			if got := at(c.clip, filter, c.table, data); got != c.want {
				t.Errorf("%s, %s, clip %s: %q, want %q", parms, c.table, c.clip, got, c.want)
			}
		}
	}
	for _, f := range []string{"/Filter /JBIG2Decode", "/Filter /CCITTFaxDecode /DecodeParms <</Columns 64 /K 4>>"} { // not read
		if got := at(everywhere, f, light, "00"); got != "" {
			t.Errorf("%s in light colours: %q", f, got)
		}
		if got := at(everywhere, f, heavyFirst, "00"); got != "pdf-unchecked" {
			t.Errorf("%s in heavy colours: %q", f, got)
		}
	}
}
