package lock

import (
	"maps"
	"slices"

	"paiban/layout/diag"
)

// Stage is a step of the work, in the order in which a difference spreads.
type Stage uint8

// The stages: what goes in, the program's own part of it, where lines break,
// where things stand, the bytes of the file.
const (
	Input Stage = iota
	Program
	Lines
	Places
	Bytes
)

// Name says what a stage is called.
func (s Stage) Name() diag.Text {
	return [...]diag.Text{
		Input:   {ZH: "输入", EN: "input"},
		Program: {ZH: "程序", EN: "program"},
		Lines:   {ZH: "断行", EN: "line breaks"},
		Places:  {ZH: "拼版", EN: "makeup"},
		Bytes:   {ZH: "文件", EN: "bytes"},
	}[s]
}

// Difference is one thing that is not as it was.
type Difference struct {
	Stage Stage
	Page  string // "" for inputs and the program's own data
	Text  diag.Text
}

// Compare lists how is differs from was, by stage. Of a page whose lines break
// otherwise it is not told as well that things stand elsewhere. The engine's
// version is no difference: what it makes is.
func Compare(was, is *Lock) []Difference {
	var c comparison
	c.maps(Input, was.Inputs, is.Inputs)
	if was.Rules != is.Rules {
		c.add(Program, "", diag.T("规则版本：原为 %[1]s，现为 %[2]s", "rules version: was %[1]s, is %[2]s", was.Rules, is.Rules))
	}
	if was.Press != is.Press {
		c.add(Program, "", diag.T("输出标准：原为 %[1]s，现为 %[2]s", "press: was %[1]s, is %[2]s", was.Press, is.Press))
	}
	c.maps(Program, was.Faces, is.Faces)
	c.maps(Program, was.Tables, is.Tables)
	c.pages(was.Pages, is.Pages)
	slices.SortStableFunc(c.list, func(a, b Difference) int { return int(a.Stage) - int(b.Stage) })
	return c.list
}

type comparison struct{ list []Difference }

func (c *comparison) add(s Stage, page string, t diag.Text) {
	c.list = append(c.list, Difference{s, page, t})
}

// maps compares digests by name.
func (c *comparison) maps(s Stage, was, is map[string]Digest) {
	all := maps.Clone(was)
	if all == nil {
		all = map[string]Digest{}
	}
	maps.Copy(all, is)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		a, b := was[name], is[name]
		there := func(d Digest) bool { return d != "" && d != Absent }
		switch {
		case a == b || !there(a) && !there(b):
		case !there(b):
			c.add(s, "", diag.T("%s 没有了", "%s is gone", name))
		case !there(a):
			c.add(s, "", diag.T("%s 是新的", "%s is new", name))
		default:
			c.add(s, "", diag.T("%s 内容变了", "%s has changed", name))
		}
	}
}

func (c *comparison) pages(was, is []Page) {
	now := map[string]Page{}
	for _, p := range is {
		now[p.Name] = p
	}
	for _, a := range was {
		b, ok := now[a.Name]
		if !ok {
			c.add(Lines, a.Name, diag.T("没有这一版了", "the page is gone"))
			continue
		}
		delete(now, a.Name)
		c.page(a, b)
	}
	for _, p := range is {
		if _, ok := now[p.Name]; ok {
			c.add(Lines, p.Name, diag.T("这一版是新的", "the page is new"))
		}
	}
}

func (c *comparison) page(was, is Page) {
	before := len(c.list)
	c.stories(was, is)
	if len(c.list) == before && was.Places != is.Places {
		c.add(Places, was.Name, diag.T("断行相同，位置、字体或油墨不同", "lines break the same, but places, faces or inks differ"))
	}
	if len(c.list) == before && was.Bytes != is.Bytes {
		c.add(Bytes, was.Name, diag.T("版面相同，PDF 的字节不同", "the sheet is the same, the PDF's bytes differ"))
	}
	if len(c.list) == before {
		c.halves(was, is)
	}
}

// halves compares the files of a spread's halves, where the page's own is the same. A lock
// of a program that did not list them lists none.
func (c *comparison) halves(was, is Page) {
	if len(was.Halves) == 0 {
		return
	}
	named := func(h Half) part { return part{h.Name, h.Bytes} }
	c.parts(Bytes, was.Name, each(was.Halves, named), each(is.Halves, named), telling{
		gone: func(n string) diag.Text { return diag.T("半幅 %s 没有了", "half %s is gone", n) },
		other: func(n string) diag.Text {
			return diag.T("半幅 %s 的 PDF 字节不同", "the bytes of half %s's PDF differ", n)
		},
		fresh: func(n string) diag.Text { return diag.T("半幅 %s 是新的", "half %s is new", n) },
	})
}

func (c *comparison) stories(was, is Page) {
	named := func(s Story) part { return part{s.ID, s.Lines} }
	c.parts(Lines, was.Name, each(was.Stories, named), each(is.Stories, named), telling{
		gone: func(n string) diag.Text { return diag.T("稿件 %s 没有了", "story %s is gone", n) },
		other: func(n string) diag.Text {
			return diag.T("稿件 %s 断行不同", "story %s breaks its lines otherwise", n)
		},
		fresh: func(n string) diag.Text { return diag.T("稿件 %s 是新的", "story %s is new", n) },
	})
}

// part is something of a page that has a digest of its own.
type part struct {
	name string
	sum  Digest
}

// telling says what became of the part of a name.
type telling struct{ gone, other, fresh func(string) diag.Text }

func each[T any](list []T, f func(T) part) []part {
	out := make([]part, len(list))
	for i, v := range list {
		out[i] = f(v)
	}
	return out
}

func (c *comparison) parts(s Stage, page string, was, is []part, tell telling) {
	now := map[string]Digest{}
	for _, p := range is {
		now[p.name] = p.sum
	}
	for _, p := range was {
		switch d, ok := now[p.name]; {
		case !ok:
			c.add(s, page, tell.gone(p.name))
		case d != p.sum:
			c.add(s, page, tell.other(p.name))
		}
		delete(now, p.name)
	}
	for _, p := range is {
		if _, ok := now[p.name]; ok {
			c.add(s, page, tell.fresh(p.name))
		}
	}
}
