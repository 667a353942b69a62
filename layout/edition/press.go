package edition

import (
	"paiban/layout/diag"
	"paiban/layout/picture"
)

// Press says what the pages' files are for.
type Press struct {
	Standard string // "pdfx4", "pdfx1a", "screen"
	Profile  []byte // ICC profile of the press's CMYK; nil = the program's own, newsprint
	InkLimit int    // 总墨量 (TAC): most ink of a spot, in percent of one full ink
}

// newsInk is the ink limit of coldset newsprint (ISO 12647-3; WAN-IFRA 26v5).
const newsInk = 240

type rawPress struct {
	standard, icc field[string]
	tac           field[int]
}

func pressRows() []row[rawPress] {
	return []row[rawPress]{
		leaf("press", choice([]string{"pdfx4"}, []string{"pdfx1a"}, []string{"screen"}), func(p *rawPress) *field[string] { return &p.standard }, say(`"pdfx4"`),
			t2("输出什么 PDF：pdfx4 为 PDF/X-4，pdfx1a 为 PDF/X-1a:2003，图片都转成印刷油墨；screen 只供看样，图片原样放入",
				"the PDF to write: pdfx4 is PDF/X-4, pdfx1a is PDF/X-1a:2003, pictures of both in the inks of the press; screen is for reading, pictures as they are")),
		leaf("icc", words, func(p *rawPress) *field[string] { return &p.icc }, t2("程序自带的新闻纸特性文件（IFRA26S，总墨量 240%）", "the program's own, for newsprint (IFRA26S, 240 % of ink)"),
			t2("印刷厂的 CMYK 输出特性文件（.icc）", "the output profile of your printer, for CMYK (.icc)")),
		leaf("tac", whole(100, 400), func(p *rawPress) *field[int] { return &p.tac }, sayf("%d", newsInk),
			t2("总墨量上限，百分数", "most ink of a spot, all inks together, in percent")),
	}
}

// press fills what the files are for.
func (r *reader) press(w *rawPress) Press {
	p := Press{Standard: w.standard.or("pdfx4"), InkLimit: w.tac.or(newsInk)}
	if !w.icc.set() {
		return p
	}
	data, _, ok := r.read(w.icc.val, maxProfile, w.icc.n)
	if !ok {
		return p
	}
	if err := picture.CheckProfile(data); err != nil {
		why := picture.Why(err)
		r.fail(w.icc.n.val, "bad-profile", diag.T("“%[1]s”不能用：%[2]s", "%[1]q cannot be used: %[3]s", w.icc.val, why.ZH, why.EN), diag.Text{})
	}
	if p.Standard == "pdfx1a" && len(data) > 8 && data[8] > 2 {
		r.fail(w.icc.n.val, "bad-profile", diag.T("“%s”是 ICC 第 4 版，PDF/X-1a 不收", "%q is of ICC version 4, which PDF/X-1a does not take", w.icc.val),
			t2("换第 2 版的特性文件，或用 press = \"pdfx4\"", "take one of version 2, or press = \"pdfx4\""))
	}
	p.Profile = data
	return p
}
