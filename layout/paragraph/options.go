package paragraph

import (
	"strconv"
	"strings"

	"paiban/layout/diag"
)

// Kind says how an option's value is written.
type Kind uint8

// The kinds of option values.
const (
	Choice Kind = iota // one of Key.Values
	Ems                // a length in 字: "0.25字", "0.25em" or a bare 0; at most Key.Max
	Switch             // true or false
	Tags               // OpenType features, as Features takes them
)

// Key describes one composer setting, for decoders, help texts and the schema.
type Key struct {
	Name   string
	Kind   Kind
	Values []string // of a Choice; the first is the default
	Max    int      // of an Ems: thousandths of an em
	About  diag.Text
	set    func(o *Options, v int) // an index into Values, thousandths of an em, or 0 and 1; nil for Tags
}

// Keys is every composer setting, in the order manuals list them.
var Keys = []Key{
	{Name: "composer", Values: []string{"paragraph", "line"},
		About: diag.Text{
			ZH: "断行方式：paragraph 通盘考虑整段，求全段最优；line 逐行断行，改动只影响后文",
			EN: "how breaks are chosen: paragraph weighs the whole paragraph, line takes each line as it comes",
		},
		set: func(o *Options, v int) { o.Composer = Composer(v) }},
	{Name: "kinsoku", Values: []string{"gb", "none", "basic", "strict"},
		About: diag.Text{
			ZH: "避头尾级别：gb 国标；none 不避；basic 允许分隔号“／”居行尾；strict 破折号、省略号也不居行首",
			EN: "prohibited line starts and ends: gb as the national standard; none; basic lets ／ end a line; strict keeps dashes and ellipses off line starts too",
		},
		set: func(o *Options, v int) { o.Kinsoku = Kinsoku(v) }},
	{Name: "punctuation", Values: []string{"full", "kaiming", "half", "line-end-half"},
		About: diag.Text{
			ZH: "标点宽度：full 全身式；kaiming 开明式（句末点号全身，其余半身）；half 半身式；line-end-half 行末一律半身",
			EN: "width of marks: full; kaiming (。？！ full, others half); half; line-end-half (full, but always half at a line's end)",
		},
		set: func(o *Options, v int) { o.Punctuation = Punctuation(v) }},
	{Name: "opening", Values: []string{"whole", "half"},
		About: diag.Text{
			ZH: "段首的前引号、前括号：whole 缩进的首行有余地时占一字；half 一律去掉前面的半字空，同其他行首",
			EN: "an opening mark at the start of an indented paragraph: whole, a whole 字 where the line has room; half, always without its blank half, as at other lines' starts",
		},
		set: func(o *Options, v int) { o.Opening = Opening(v) }},
	{Name: "latin-gap", Kind: Ems, Max: 500,
		About: diag.Text{
			ZH: "中西间距：汉字与西文、数字之间的空，如 \"0.25字\"；报纸为 0，行首行尾不留",
			EN: "gap between Han and Latin letters or digits, as \"0.25字\"; 0 in newspapers, dropped at line edges",
		},
		set: func(o *Options, v int) { o.LatinGap = v }},
	{Name: "latin", Values: []string{"proportional", "half"},
		About: diag.Text{
			ZH: "西文字母宽度：proportional 依字体；half 每个半身",
			EN: "width of Latin letters: proportional as the font has them; half, ½ em each",
		},
		set: func(o *Options, v int) { o.Latin = Latin(v) }},
	{Name: "digits", Values: []string{"half", "proportional"},
		About: diag.Text{
			ZH: "数字宽度：half 每个半身，上下对齐；proportional 依字体",
			EN: "width of digits: half, ½ em each, so that they align; proportional as the font has them",
		},
		set: func(o *Options, v int) { o.Digits = Digits(v) }},
	{Name: "hyphenate", Kind: Switch,
		About: diag.Text{
			ZH: "英文单词可以在行末加连字符断开（按美式英语的音节）；带数字、网址、全大写的词不断",
			EN: "English words may be parted by a hyphen at a line's end (as American English is); not words with digits, URLs or words in capitals",
		},
		set: func(o *Options, v int) { o.Hyphenate = v == 1 }},
	{Name: "breaks", Values: []string{"auto", "phrase", "fill"},
		About: diag.Text{
			ZH: "不两端对齐的行（标题）断在哪里：auto 断在词语之间，居中时各行匀称；phrase 断在词语之间，各行匀称；fill 排满再断",
			EN: "where lines that are not justified (heads) end: auto, between phrases, balanced if centred; phrase, between phrases and balanced; fill, as full as they go",
		},
		set: func(o *Options, v int) { o.Breaks = Breaks(v) }},
	{Name: "hang", Kind: Switch,
		About: diag.Text{
			ZH: "标点悬挂：行末的一个顿号、逗号或句号可以排到栏外",
			EN: "hanging marks: one of 、，。 at a line's end may stand outside the measure",
		},
		set: func(o *Options, v int) { o.Hang = v == 1 }},
	{Name: "features", Kind: Tags,
		About: diag.Text{
			ZH: "字体的 OpenType 特性，空格隔开，如 \"smcp -liga ss01=2\"：前加 - 为关，= 后为第几种；palt 使标题的汉字各依本宽；标点、破折号的宽度不由特性定",
			EN: "OpenType features of the faces, parted by spaces, as \"smcp -liga ss01=2\": - turns one off, = takes an alternate by its number; palt gives the Han of a head their own widths; marks and dashes keep the widths that punctuation gives them",
		}},
}

// FindKey gives the setting of that name, false if there is none.
func FindKey(name string) (Key, bool) {
	for _, k := range Keys {
		if k.Name == name {
			return k, true
		}
	}
	return Key{}, false
}

// OptionError is a setting that cannot be made: Text says why in both languages.
type OptionError struct {
	Text    diag.Text
	Unknown bool // there is no such key; otherwise the value is at fault
}

func (e *OptionError) Error() string { return e.Text.EN }

// Set changes the setting named key to value as an editor writes it. The error
// is an *OptionError; o is then unchanged.
func (o *Options) Set(key, value string) error {
	k, ok := FindKey(key)
	if !ok {
		return &OptionError{diag.T("没有“%s”这项设置", "no setting is called %q", key), true}
	}
	if k.Kind == Tags {
		if _, ok := Features(value); ok {
			o.Features = strings.Join(strings.Fields(value), " ")
			return nil
		}
	}
	v, ok := k.parse(value)
	if !ok {
		return &OptionError{diag.T("%[1]s：不能是“%[2]s”，应为%[3]s", "%[1]s: %[2]q is not %[4]s",
			key, value, k.expects().ZH, k.expects().EN), false}
	}
	k.set(o, v)
	return nil
}

func (k Key) parse(value string) (int, bool) {
	switch k.Kind {
	case Ems:
		return parseEms(value, k.Max)
	case Switch:
		b, err := strconv.ParseBool(value)
		if err != nil || value != "true" && value != "false" {
			return 0, false
		}
		if b {
			return 1, true
		}
		return 0, true
	}
	for i, v := range k.Values {
		if v == value {
			return i, true
		}
	}
	return 0, false
}

func (k Key) expects() diag.Text {
	switch k.Kind {
	case Ems:
		most := strconv.FormatFloat(float64(k.Max)/1000, 'f', -1, 64)
		return diag.T("0 到 %s字 的长度", "a length from 0 to %s字", most)
	case Switch:
		return diag.Text{ZH: " true 或 false", EN: "true or false"}
	case Tags:
		return diag.Text{ZH: " OpenType 特性，如 \"smcp -liga\"", EN: "a list of OpenType features, as \"smcp -liga\""}
	}
	l := strings.Join(k.Values, "、")
	return diag.Text{ZH: "其中之一：" + l, EN: "one of " + strings.Join(k.Values, ", ")}
}

// parseEms reads "0.25字", "0.25em" or "0" as thousandths of an em; more than
// three decimals, a sign or more than most is refused.
func parseEms(s string, most int) (int, bool) {
	num, unit := strings.TrimSuffix(strings.TrimSuffix(s, "字"), "em"), true
	if num == s {
		unit = false
	}
	whole, frac, point := strings.Cut(num, ".")
	if len(whole) == 0 || len(whole) > 3 || len(frac) > 3 || point && frac == "" {
		return 0, false
	}
	n, err := strconv.ParseUint(whole+(frac + "000")[:3], 10, 32)
	if err != nil || int(n) > most || !unit && n != 0 {
		return 0, false
	}
	return int(n), true
}
