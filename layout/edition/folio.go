package edition

import (
	"fmt"
	"time"

	"paiban/layout/diag"
)

// String gives the day in ISO 8601, "" for none.
func (d Date) String() string {
	if d == (Date{}) {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// Chinese gives 2024年1月12日, "" for none.
func (d Date) Chinese() string {
	if d == (Date{}) {
		return ""
	}
	return fmt.Sprintf("%d年%d月%d日", d.Year, d.Month, d.Day)
}

// Weekday gives 星期五, "" for no day.
func (d Date) Weekday() string {
	if d == (Date{}) {
		return ""
	}
	w := time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC).Weekday()
	return "星期" + string([]rune("日一二三四五六")[w])
}

// folio fills a page's folio line: the page's, or the edition's, or one made of
// what the edition says of itself.
func (r *reader) folio(w *rawPage, d *rawPaper, p *Page, e *Edition) *Folio {
	if w.noFolio.val || w.folio == nil && !w.noFolio.set() && d.noFolio.val {
		return nil
	}
	own, shared := w.folio, d.folio
	if own == nil {
		own = &rawFolio{}
	}
	if shared == nil {
		shared = &rawFolio{}
	}
	asked := w.folio != nil || d.folio != nil || w.noFolio.set() || d.noFolio.set()
	if !asked && e.Name == "" && e.Date == (Date{}) {
		return nil
	}
	values := map[string]string{
		"name": e.Name, "date": e.Date.Chinese(), "weekday": e.Date.Weekday(), "number": p.Number, "section": p.Section,
	}
	f := &Folio{
		Style: r.style(first(own.style, shared.style), "folio"),
		Rule:  first(own.rule, shared.rule).or(RuleThin),
		Lines: first(own.lines, shared.lines).or(3),
	}
	for _, piece := range []struct {
		from field[text]
		def  string
		to   *Inline
	}{
		{first(own.left, shared.left), "$name", &f.Left},
		{first(own.center, shared.center), "$section", &f.Center},
		{first(own.right, shared.right), "$date　$weekday　第$number版", &f.Right},
	} {
		t := piece.from.val
		if !piece.from.set() {
			t = text{end: p.Pos}
			for _, c := range piece.def {
				t.push(c, p.Pos, true)
			}
		}
		*piece.to = r.inline(r.expand(t, values, piece.from.set()).trim())
	}
	style := f.Style.Size.Resolve(p.Grid.Em, p.Grid.Pitch())
	if room := p.Grid.Height.MulDiv(int64(f.Lines), int64(p.Grid.Lines)); style > room {
		r.fail(firstAt(first(own.lines, shared.lines), w.n), "folio-too-low",
			diag.T("报眉字号 %.2fpt，lines = %d 排不下", "the folio line's size of %.2fpt does not fit in lines = %d", style.Pt(), f.Lines), diag.Text{})
	}
	return f
}

// placeholders lists what $ names in a folio line.
var placeholders = []string{"name", "date", "weekday", "number", "section"}

// expand puts in the values of $name and the like. A piece that the editor wrote
// must not ask for what the edition lacks.
func (r *reader) expand(t text, values map[string]string, strict bool) text {
	out := text{end: t.end}
	for i := 0; i < len(t.runes); {
		pos := t.at(i)
		fixed := t.places.fixedAt(i)
		if t.runes[i] == '\\' && i+1 < len(t.runes) && t.runes[i+1] == '$' {
			out.push('$', t.at(i+1), fixed)
			i += 2
			continue
		}
		j := i + 1
		for j < len(t.runes) && t.runes[j] >= 'a' && t.runes[j] <= 'z' {
			j++
		}
		if t.runes[i] != '$' || j == i+1 {
			out.push(t.runes[i], pos, fixed)
			i++
			continue
		}
		name := string(t.runes[i+1 : j])
		v, ok := values[name]
		switch {
		case !ok:
			r.at(pos, j-i, "unknown-placeholder", diag.T("报眉里没有“$%s”这一项", "$%s stands for nothing in a folio line", name), didYouMean(name, placeholders))
		case v == "" && strict:
			r.at(pos, j-i, "empty-placeholder", diag.T("“$%s”没有内容", "$%s has no value", name), missingValue[name])
		}
		for _, c := range v {
			out.push(c, pos, true)
		}
		i = j
	}
	return out
}

// missingValue says how to give a placeholder its value.
var missingValue = map[string]diag.Text{
	"name":    t2("在 [edition] 里写 name", "write name in [edition]"),
	"date":    t2("在 [edition] 里写 date = 2024-01-12 这样的日期", "write a date in [edition], as date = 2024-01-12"),
	"weekday": t2("在 [edition] 里写 date = 2024-01-12 这样的日期", "write a date in [edition], as date = 2024-01-12"),
	"section": t2("在 [[page]] 里写 section", "write section in [[page]]"),
}
