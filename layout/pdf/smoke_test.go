package pdf

import (
	"os"
	"testing"

	"paiban/layout/geom"
	"paiban/layout/sheet"
)

func TestSmoke(t *testing.T) {
	f := face(t, "song")
	pt := geom.Pt
	var items []sheet.Item
	items = append(items, set(t, f, 9*pt, 50*pt, 50*pt, "博爱县：学习“千万工程”经验，𣲗林"))
	for i, s := range []int{117, 118, 120, 122, 124, 126, 130, 135, 140, 160} {
		items = append(items, justify(set(t, f, 9*pt, 50*pt, geom.Length(70+12*i)*pt, "凝聚乡村振兴合力党员先锋故"), geom.Length(s)*pt))
	}
	sq := set(t, f, 9*pt, 250*pt, 50*pt, "甲，“乙”、丙。丁")
	squeeze(sq, 1, 4*pt+pt/2, 0)
	squeeze(sq, 2, 4*pt+pt/2, 4*pt+pt/2)
	squeeze(sq, 4, 2*pt, 0)
	items = append(items, sq,
		&sheet.Rule{From: geom.Point{X: 50 * pt, Y: 300 * pt}, To: geom.Point{X: 250 * pt, Y: 300 * pt}, Width: pt / 4, Ink: sheet.Black},
		&sheet.Fill{Rect: geom.Rect{X: 50 * pt, Y: 310 * pt, W: 100 * pt, H: 40 * pt}, Ink: sheet.Ink{K: 125}})
	b, err := File(testEdition(), testPage(items...))
	if err != nil {
		t.Fatal(err)
	}
	os.WriteFile("/tmp/prep/smoke.pdf", b, 0o644)
}
