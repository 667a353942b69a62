package pdf

import (
	"strings"
	"testing"

	"paiban/layout/sheet"
)

// What gopdf wrote otherwise than it was asked to, or in another order, is no page.
func TestDrawnOtherwise(t *testing.T) {
	song := face(t, "song")
	d, err := collect(testEdition(), Options{}, []*sheet.Page{testPage(
		set(t, song, 9*pt, 0, 20*pt, "一"), set(t, song, 9*pt, 0, 40*pt, "二"), fill(0, 0, pt, pt, sheet.Black))})
	if err != nil {
		t.Fatal(err)
	}
	const (
		a    = "BT\n0.00 700.00 TD\n/F1 9 Tf 0 Tc\n0.00 0.00 0.00 1.00 k\n[<0001>] TJ\nET\n"
		fill = "0.00 0.00 0.00 1.00 k\nq\n0.00 700.00 1.00 1.00 re f\nQ\n"
	)
	b := strings.Replace(a, "0001", "0002", 1)
	for drawn, ok := range map[string]bool{
		a + b + fill:        true,
		a + b:               false,
		a + b + fill + fill: false,
		b + a + fill:        false,
		a + fill + b:        false,
		a + b + strings.Replace(fill, "700.00 ", "", 1): false,
		a + b + strings.Replace(fill, "re", "(re)", 1):  false,
		a + b + "0 0 0 1 k\nq\n[1 0 2 1 re f\nQ\n":      false,
	} {
		if got, err := d.rewrite(d.pages[0], []byte(drawn)); (err == nil) != ok {
			t.Errorf("%s gives %s, %v", drawn, got, err)
		}
	}
}
