package edition

import (
	"paiban/layout/diag"
	"paiban/layout/geom"
	"paiban/layout/picture"
)

// Press says what the pages' files are for.
type Press struct {
	Standard string   // one of presses
	Profile  []byte   // ICC profile of the press's CMYK; nil = the program's own, newsprint
	InkLimit int      // 总墨量 (TAC): most ink of a spot, in percent of one full ink
	Intent   string   // of pictures' colours: "perceptual", "relative"
	Marks    []string // "crop", "centre", "register", "strip", "slug"
	Limits   Limits

	Halves    bool        // make files of the halves of spreads too
	FoldBleed geom.Length // how far a half shows what lies beyond the fold
}

// presses are what files can be for: standards by name, with + between. The first is
// the default.
var presses = []string{"pdfx4", "pdfx1a", "pdfa2b", "pdfa2a", "pdfx4+pdfa2b", "pdfx4+pdfa2a",
	"pdfa2b+pdfua1", "pdfa2a+pdfua1", "pdfx4+pdfa2a+pdfua1", "screen+pdfua1", "screen"}

// choices are words to choose from.
func choices(words []string) (out [][]string) {
	for _, w := range words {
		out = append(out, []string{w})
	}
	return out
}

// Limits are what the pages' files are held to, besides the ink limit.
type Limits struct {
	InkHigh          int // percent: a warning above
	PPI, LeastPPI    int // of pictures at their size: a warning below, an error
	Hairline         geom.Length
	HairlineReversed geom.Length
	OneInk           geom.Length // type below is of one ink
	Reversed         geom.Length // reversed type is not below
}

// newspaper is what newsprint bears (WAN-IFRA 26v5; NEWSPAPER: press).
var newspaper = Limits{220, 170, 100, geom.Pt / 4, geom.Pt / 2, 14 * geom.Pt, 8 * geom.Pt}

// newsInk is the ink limit of coldset newsprint (ISO 12647-3; WAN-IFRA 26v5).
const newsInk = 240

type rawLimits struct {
	inkHigh, ppi, leastPPI                       field[int]
	hairline, hairlineReversed, oneInk, reversed field[geom.Dim]
}

func limitRows() []row[rawLimits] {
	return []row[rawLimits]{
		leaf("ink-high", whole(100, 400), func(l *rawLimits) *field[int] { return &l.inkHigh }, sayf("%d", newspaper.InkHigh),
			t2("总墨量超过多少提醒，百分数；上限是 [edition] 的 tac", "more ink than this is a warning, in percent; the limit is tac of [edition]")),
		leaf("ppi", whole(1, 2400), func(l *rawLimits) *field[int] { return &l.ppi }, sayf("%d", newspaper.PPI),
			t2("图片实际分辨率低于多少提醒", "pictures coarser than this at their size are a warning")),
		leaf("ppi-least", whole(1, 2400), func(l *rawLimits) *field[int] { return &l.leastPPI }, sayf("%d", newspaper.LeastPPI),
			t2("低于多少报错", "coarser than this, an error")),
		leaf("hairline", length(0, 10*geom.Pt), func(l *rawLimits) *field[geom.Dim] { return &l.hairline }, say(`"0.25pt"`),
			t2("最细的线", "the thinnest line")),
		leaf("hairline-reversed", length(0, 10*geom.Pt), func(l *rawLimits) *field[geom.Dim] { return &l.hairlineReversed }, say(`"0.5pt"`),
			t2("最细的反白线", "the thinnest white line on a ground")),
		leaf("one-ink", length(0, 100*geom.Pt), func(l *rawLimits) *field[geom.Dim] { return &l.oneInk }, say(`"14pt"`),
			t2("小于多大的字只用一色油墨", "type smaller than this is of one ink")),
		leaf("reversed", length(0, 100*geom.Pt), func(l *rawLimits) *field[geom.Dim] { return &l.reversed }, say(`"8pt"`),
			t2("最小的反白字", "the smallest reversed type")),
	}
}

// limits fills the limits.
func (w *rawLimits) fill() Limits {
	d := newspaper
	long := func(f field[geom.Dim], d geom.Length) geom.Length { return geom.Length(f.or(geom.Fixed(d)).N) }
	return Limits{
		w.inkHigh.or(d.InkHigh), w.ppi.or(d.PPI), w.leastPPI.or(d.LeastPPI), long(w.hairline, d.Hairline),
		long(w.hairlineReversed, d.HairlineReversed), long(w.oneInk, d.OneInk), long(w.reversed, d.Reversed),
	}
}

type rawPress struct {
	standard, icc field[string]
	intent        field[string]
	marks         field[[]string]
	halves        field[bool]
	foldBleed     field[geom.Dim]
	tac           field[int]
}

func pressRows() []row[rawPress] {
	return []row[rawPress]{
		leaf("press", choice(choices(presses)...), func(p *rawPress) *field[string] { return &p.standard }, say(`"pdfx4"`),
			t2("输出什么 PDF：pdfx4 为 PDF/X-4，pdfx1a 为 PDF/X-1a:2003，图片都转成印刷油墨；pdfa2b、pdfa2a 为存档用的 PDF/A-2，pdfua1 为无障碍的 PDF/UA-1，带结构标签、书签、文章线索；screen 只供看样，图片原样放入。用 + 连写的要同时合乎几种标准",
				"the PDF to write: pdfx4 is PDF/X-4, pdfx1a is PDF/X-1a:2003, pictures of both in the inks of the press; pdfa2b and pdfa2a are PDF/A-2 for archives, pdfua1 is PDF/UA-1 for reading aloud, with tags, outlines and article threads; screen is for reading, pictures as they are. What + joins, one file keeps at once")),
		leaf("icc", words, func(p *rawPress) *field[string] { return &p.icc }, t2("程序自带的新闻纸特性文件（IFRA26S，总墨量 240%）", "the program's own, for newsprint (IFRA26S, 240 % of ink)"),
			t2("印刷厂的 CMYK 输出特性文件（.icc）", "the output profile of your printer, for CMYK (.icc)")),
		leaf("intent", choice([]string{"perceptual"}, []string{"relative"}), func(p *rawPress) *field[string] { return &p.intent }, say(`"perceptual"`),
			t2("图片转成印刷油墨的呈现意图：perceptual 可感知，整幅让阶调；relative 相对比色，印得出的颜色不变，黑场补偿", "how colours of pictures come into the press's inks: perceptual, where all tones give way a little; relative colorimetric, where colours that can be printed stay, with black-point compensation")),
		leaf("tac", whole(100, 400), func(p *rawPress) *field[int] { return &p.tac }, sayf("%d", newsInk),
			t2("总墨量上限，百分数", "most ink of a spot, all inks together, in percent")),
		leaf("halves", boolean, func(p *rawPress) *field[bool] { return &p.halves }, say("false"),
			t2("双通版除整幅外，再按折线裁成左右两个文件，拼起来分毫不差", "besides a spread's own file make one of each half, cut at the fold: put together they are the spread")),
		leaf("fold-bleed", length(0, 20*geom.MM), func(p *rawPress) *field[geom.Dim] { return &p.foldBleed }, say(`"0mm"`),
			t2("半幅在折线处多带出多少另一半的内容；0 为正好裁在折线", "how much of the other half each half's file shows beyond the fold; 0 cuts it at the fold")),
		leaf("marks", some("crop", "centre", "register", "strip", "slug"), func(p *rawPress) *field[[]string] { return &p.marks }, t2("不要", "none"),
			t2("出血以外的标记：crop 裁切线、centre 中线、register 套准线、strip 控制条、slug 版名、内容校验码和各版色名", "marks outside the bleed: crop and centre marks, register marks, a control strip, a slug with the page's name, a hash of its content and each plate's name")),
	}
}

// press fills what the files are for.
func (r *reader) press(w *rawPress) Press {
	p := Press{Standard: w.standard.or("pdfx4"), InkLimit: w.tac.or(newsInk), Intent: w.intent.or("perceptual"), Marks: w.marks.val,
		Halves: w.halves.val, FoldBleed: geom.Length(w.foldBleed.val.N)}
	if !w.icc.set() {
		return p
	}
	data, _, ok := r.read(w.icc.val, limitProfile, w.icc.n)
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
