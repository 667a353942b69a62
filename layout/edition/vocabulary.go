package edition

import (
	"fmt"
	"strconv"
	"strings"
	"sync"

	"paiban/layout/diag"
	"paiban/layout/geom"
	"paiban/layout/paragraph"
	"paiban/layout/sheet"
)

// The vocabulary of pages.toml: one function of rows for each table.

// t2 is a text in both languages.
func t2(zh, en string) diag.Text { return diag.Text{ZH: zh, EN: en} }

var none = diag.Text{}

// vocabulary is fileRows, made once: to be read only.
var vocabulary = sync.OnceValue(fileRows)

func fileRows() []row[rawFile] {
	return []row[rawFile]{
		inkRow("ink", t2("油墨名，供 ink、tint 使用；black、white 是内置的", "names of inks for ink and tint keys; black and white are built in"), (*reader).nameInk),
		inkRow("spot", t2("专色：名称即印版名，值是屏幕和数码样上代替它的颜色；ink、tint 里写 \"名称\" 或 \"名称 30%\"", "spot inks: a name is that of the plate, its value what stands for it on screens and proofs; ink and tint take \"NAME\" or \"NAME 30%\""), (*reader).nameSpot),
		table("edition", editionRows(), func(f *rawFile, n *node) *rawEdition { return &f.edition },
			t2("这一期报纸，以及各版共用的默认值", "the issue, and what all pages have in common")),
		tables("font", fontRows(), func(f *rawFile, n *node) *rawFont {
			f.fonts = append(f.fonts, &rawFont{n: n})
			return f.fonts[len(f.fonts)-1]
		}, t2("自备字体", "a font of your own")),
		namedTables("style", styleRows(), func(f *rawFile, name string, n *node) *rawStyle {
			if f.styles == nil {
				f.styles = map[string]*rawStyle{}
			}
			f.styles[name] = &rawStyle{n: n, name: name}
			return f.styles[name]
		}, t2("样式：改内置样式，或另立新名", "a style: change a built-in one or make one of your own")),
		tables("page", pageRows(), func(f *rawFile, n *node) *rawPage {
			f.pages = append(f.pages, &rawPage{n: n})
			return f.pages[len(f.pages)-1]
		}, t2("一个版面", "a page")),
		tables("story", storyRows(), func(f *rawFile, n *node) *rawStory {
			s := &rawStory{n: n}
			s.rawFrame.n = n
			f.stories = append(f.stories, s)
			return s
		}, t2("一篇稿件", "a story")),
		rulesRow(),
		table("limits", limitRows(), func(f *rawFile, n *node) *rawLimits { return &f.limits },
			t2("印前检查的界限；默认值适合新闻纸", "what the pages' files are held to before they go to press; the defaults are for newsprint")),
		tables("waive", waiverRows(), func(f *rawFile, n *node) *rawWaiver {
			f.waivers = append(f.waivers, &rawWaiver{n: n})
			return f.waivers[len(f.waivers)-1]
		}, t2("豁免：让某条规则在某处的问题暂时放行", "a waiver: lets what a rule finds in some place stand for a time")),
	}
}

// inkRow is [ink] or [spot]: NAME = "C0 M100 Y100 K0". Names live in the reader,
// where the values that use them are read.
func inkRow(key string, doc diag.Text, take func(*reader, string, any, *node)) row[rawFile] {
	want := t2("名称 = \"C0 M100 Y100 K0\"", "NAME = \"C0 M100 Y100 K0\"")
	return row[rawFile]{
		keyInfo{name: key, shape: names, want: want, doc: doc,
			schema: schema{"type": "object", "additionalProperties": schema{"type": "string", "pattern": inkPattern}}},
		func(r *reader, f *rawFile, raw any, n *node) {
			m, ok := raw.(map[string]any)
			if !ok {
				r.wrongType(n, raw, tableText)
				return
			}
			for _, name := range inOrder(m, n) {
				take(r, name, m[name], n.kid(name))
			}
		},
	}
}

func editionRows() []row[rawEdition] {
	table := choice([]string{"newspaper", "报纸"}, []string{"word"})
	sizes := table
	sizes.parse = func(r *reader, raw any, n *node) (string, bool) { // it holds for every length read after it
		s, ok := table.parse(r, raw, n)
		if s == "word" {
			r.sizes = geom.Word
		}
		return s, ok
	}
	own := []row[rawEdition]{
		leaf("size-table", sizes, func(e *rawEdition) *field[string] { return &e.sizes }, say(`"newspaper"`),
			t2("号数用哪张表：newspaper 为铅字号数（小初 30pt、二号 21pt），word 为 Word 号数（小初 36pt、二号 22pt）", "which table 号 sizes are of: newspaper is letterpress (小初 30pt, 二号 21pt), word is that of word processors (小初 36pt, 二号 22pt)")),
		leaf("name", words, func(e *rawEdition) *field[string] { return &e.name }, none,
			t2("报名，如“焦作日报”", "the paper's name")),
		leaf("date", day, func(e *rawEdition) *field[Date] { return &e.date }, none,
			t2("出版日期，写作 2024-01-12，不加引号；星期由此算出", "the day of issue, written 2024-01-12 without quotes; the weekday follows from it")),
		leaf("lang", language, func(e *rawEdition) *field[string] { return &e.lang }, say(`"zh-CN"`),
			t2("版面文字的语言（BCP 47）", "language of the pages (BCP 47)")),
		leaf("report-lang", choice([]string{"zh"}, []string{"en"}), func(e *rawEdition) *field[string] { return &e.reportLang }, say(`"zh"`),
			t2("report.json 的语言", "language of report.json")),
		leaf("rules", rulesVersion(), func(e *rawEdition) *field[string] { return &e.rules }, sayf("%q", RulesVersions[0].Name),
			t2("按哪一版规则排：写明版本，日后换了新程序，旧版面仍照旧断行；不写则用最新的", "the version of the rules of layout: an edition that names it keeps its line breaks under a later program; default: the newest")),
		leaf("stub-leg", whole(0, 100), func(e *rawEdition) *field[int] { return &e.stub }, say("5"),
			t2("一栏的正文少于几行就提出来（规则 stub-leg）；0 为不查", "legs with fewer lines of text than this are reported (rule stub-leg); 0 for none")),
		leaf("folders", list, func(e *rawEdition) *field[[]string] { return &e.folders }, none,
			t2("在哪些文件夹里找图片、字体等；相对路径从本文件所在文件夹算起。在它之外的文件夹要用 --allow 准许", "folders in which pictures, fonts … are looked for; relative ones start at this file's folder. One outside it must be allowed with --allow")),
	}
	own = append(own, lift(pressRows(), func(e *rawEdition) *rawPress { return &e.rawPress })...)
	return append(own, lift(paperRows(), func(e *rawEdition) *rawPaper { return &e.rawPaper })...)
}

// paperRows are the keys that [edition] and [[page]] share.
func paperRows() []row[rawPaper] {
	return []row[rawPaper]{
		leaf("preset", choice([]string{"duikai", "对开"}, []string{"sikai", "四开"}), func(p *rawPaper) *field[string] { return &p.preset }, say(`"duikai"`),
			t2("版样：对开 390×550mm、8 栏×13 字×120 行；四开 275×390mm、6 栏×11 字×86 行。其余各键只改与版样不同之处", "the layout to start from: duikai 390×550 mm, 8 columns × 13字 × 120 lines; sikai 275×390 mm, 6 × 11 × 86. Other keys change it")),
		leaf("trim", trimSize, func(p *rawPaper) *field[geom.Size] { return &p.trim }, t2("依版样", "the preset's"),
			t2("成品尺寸：宽、高", "trimmed size: width, height")),
		leaf("bleed", length(0, 20*geom.MM), func(p *rawPaper) *field[geom.Dim] { return &p.bleed }, say(`"0mm"`),
			t2("出血，四边相同", "bleed, the same on all sides")),
		leaf("margin-left", length(0, 2000*geom.MM, geom.Em), func(p *rawPaper) *field[geom.Dim] { return &p.left }, t2("左右居中", "centred"),
			t2("版心左边到成品左边的距离", "from the trim's left edge to the type area")),
		leaf("margin-top", length(0, 2000*geom.MM, geom.Em, geom.Line), func(p *rawPaper) *field[geom.Dim] { return &p.top }, t2("报眉与版心合为一块，上下居中", "centred, folio line and type area as one"),
			t2("版心上边（不含报眉）到成品上边的距离", "from the trim's top edge to the type area (the folio line stands above it)")),
		table("grid", gridRows(), func(p *rawPaper, n *node) *rawGrid { return &p.grid },
			t2("版样的格子；版心由它推出：宽 = (栏数×栏宽 + 栏空) × 字号", "the grid; the type area follows from it: width = (columns × measure + gaps) × em")),
		folioRow(),
	}
}

func gridRows() []row[rawGrid] {
	return []row[rawGrid]{
		leaf("em", length(4*geom.Pt, 72*geom.Pt), func(g *rawGrid) *field[geom.Dim] { return &g.em }, say(`"小五"`),
			t2("正文字号，即 1 字", "size of body type: one 字")),
		leaf("columns", whole(1, 64), func(g *rawGrid) *field[int] { return &g.columns }, t2("依版样", "the preset's"),
			t2("基本栏数", "number of base columns")),
		leaf("measure", whole(2, 400), func(g *rawGrid) *field[int] { return &g.measure }, t2("依版样", "the preset's"),
			t2("基本栏栏宽，字数", "字 in a base column")),
		leaf("column-gap", length(0, 100*geom.MM, geom.Em), func(g *rawGrid) *field[geom.Dim] { return &g.gap }, say(`"1字"`),
			t2("栏空（化为千分之一字）", "gap between columns (kept in thousandths of a 字)")),
		leaf("lines", whole(1, 1000), func(g *rawGrid) *field[int] { return &g.lines }, t2("依版样；改了字号或版心高时依版样的行距比例推出", "the preset's; with another em or height, as many as its pitch gives"),
			t2("全版行数", "lines on the page")),
		leaf("height", length(20*geom.MM, 2000*geom.MM), func(g *rawGrid) *field[geom.Dim] { return &g.height }, t2("依版样", "the preset's"),
			t2("版心高；行距 = 版心高 ÷ 行数", "height of the type area; pitch = height ÷ lines")),
	}
}

// folioRow is folio = false or [page.folio].
func folioRow() row[rawPaper] {
	want := t2("false 或表", "false or a table")
	rows := folioRows()
	return row[rawPaper]{
		keyInfo{name: "folio", want: want, shape: single, rows: infos(rows), def: t2("有报名或日期时自动排出", "made of what the edition says, if it has a name or a date"),
			doc: t2("报眉，排在版心上方；folio = false 不要报眉。可用 $name 报名、$date 日期、$weekday 星期、$number 版次、$section 版名", "the folio line above the type area; folio = false for none. $name, $date, $weekday, $number and $section stand for the edition's and page's values")},
		func(r *reader, p *rawPaper, raw any, n *node) {
			switch v := raw.(type) {
			case bool:
				p.noFolio = field[bool]{val: !v, n: n}
			case map[string]any:
				p.folio = &rawFolio{}
				decode(r, rows, p.folio, v, n)
			default:
				r.wrongType(n, raw, want)
			}
		},
	}
}

func folioRows() []row[rawFolio] {
	piece := kind[text]{one.want, schema{"type": "string"}, func(r *reader, raw any, n *node) (text, bool) {
		if _, ok := raw.(string); !ok {
			r.wrongType(n, raw, t2("一行文字", "a line of copy"))
			return text{}, false
		}
		return r.file.stringText(n), true
	}}
	return []row[rawFolio]{
		leaf("left", piece, func(f *rawFolio) *field[text] { return &f.left }, say(`"$name"`), t2("左段", "the left piece")),
		leaf("center", piece, func(f *rawFolio) *field[text] { return &f.center }, say(`"$section"`), t2("中段", "the middle piece")),
		leaf("right", piece, func(f *rawFolio) *field[text] { return &f.right }, say(`"$date　$weekday　第$number版"`), t2("右段", "the right piece")),
		leaf("style", words, func(f *rawFolio) *field[string] { return &f.style }, say(`"folio"`), t2("样式名", "name of its style")),
		leaf("rule", ruleKinds, func(f *rawFolio) *field[RuleKind] { return &f.rule }, say(`"thin"`), t2("报眉下的线", "the rule under it")),
		leaf("lines", whole(1, 40), func(f *rawFolio) *field[int] { return &f.lines }, say("3"), t2("占几行（连线和空）", "lines it takes, rule and air included")),
	}
}

var ruleKinds = choice(
	[]RuleKind{RuleNone, "无"}, []RuleKind{RuleThin, "正线"}, []RuleKind{RuleThick, "反线"},
	[]RuleKind{RuleWenwu, "文武线"}, []RuleKind{RuleDouble, "双线"}, []RuleKind{RuleDotted, "点线"}, []RuleKind{RuleFancy, "花边"})

func fontRows() []row[rawFont] {
	return []row[rawFont]{
		leaf("name", words, func(f *rawFont) *field[string] { return &f.name }, t2("必填", "required"), t2("在样式里用的名称", "the name that styles use")),
		leaf("file", words, func(f *rawFont) *field[string] { return &f.file }, t2("必填", "required"), t2("字体文件：TrueType、OpenType（.ttf、.otf）或字体集（.ttc、.otc）；许可不准嵌入的不收", "a font file: TrueType, OpenType (.ttf, .otf) or a collection (.ttc, .otc); none whose licence forbids embedding")),
		leaf("index", whole(0, 255), func(f *rawFont) *field[int] { return &f.index }, say("0"), t2("字体集里的第几款，从 0 数起", "which font of a collection, from 0")),
		leaf("member", words, func(f *rawFont) *field[string] { return &f.member }, t2("依 index", "by index"), t2("字体集里的哪一款，写它的名称", "which font of a collection, by its name")),
		leaf("weight", whole(1, 1000), func(f *rawFont) *field[int] { return &f.weight }, t2("字体自己的默认值", "the font's default"), t2("可变字体的字重，如 700", "the weight of a variable font, as 700")),
		leaf("instance", words, func(f *rawFont) *field[string] { return &f.instance }, t2("依 weight", "by weight"), t2("可变字体的哪一款，写它的名称，如 \"Bold\"", "a variable font's instance, by the name the font gives it, as \"Bold\"")),
	}
}

func styleRows() []row[rawStyle] {
	inherit := t2("继承", "inherited")
	dim := func(name string, k kind[geom.Dim], at func(*rawStyle) *field[geom.Dim], zh, en string) row[rawStyle] {
		return leaf(name, k, at, inherit, t2(zh, en))
	}
	rows := []row[rawStyle]{
		leaf("extends", words, func(s *rawStyle) *field[string] { return &s.extends }, say(`"body"`), t2("继承哪个样式", "the style that it starts from")),
		leaf("font", list, func(s *rawStyle) *field[[]string] { return &s.font }, inherit, t2("字体，一个或几个，前一个缺字用后一个，最后是 song", "faces, first choice first; song is always the last")),
		leaf("bold", list, func(s *rawStyle) *field[[]string] { return &s.bold }, inherit, t2("{b:…} 用的字体", "faces of {b:…}")),
		leaf("kai", list, func(s *rawStyle) *field[[]string] { return &s.kai }, inherit, t2("{kai:…} 用的字体", "faces of {kai:…}")),
		dim("size", length(3*geom.Pt, 600*geom.Pt, geom.Em), func(s *rawStyle) *field[geom.Dim] { return &s.size }, "字号；“字”指版面正文字号", "size of type; 字 is the page's body size"),
		dim("leading", length(0, 900*geom.Pt, geom.Em, geom.Line), func(s *rawStyle) *field[geom.Dim] { return &s.leading }, "标题等不上行格的文字的行距；0 为字号的 1.25 倍", "distance of baselines where a block does not stand on the page's lines; 0 is 1.25 of size"),
		dim("indent", length(0, 200*geom.MM, geom.Em), func(s *rawStyle) *field[geom.Dim] { return &s.indent }, "首行缩进；“字”指本样式字号", "first line's indent; 字 is the style's own size"),
		leaf("align", choice([]string{"justify", "两端"}, []string{"left", "左"}, []string{"center", "中"}, []string{"right", "右"}, []string{"spread", "撑满"}), func(s *rawStyle) *field[string] { return &s.align }, inherit, t2("对齐", "where lines stand in their measure")),
		dim("tracking", length(-20*geom.Pt, 100*geom.Pt, geom.Em), func(s *rawStyle) *field[geom.Dim] { return &s.tracking }, "字距；“字”指本样式字号", "added between characters; 字 is the style's own size"),
		dim("before", length(0, 500*geom.MM, geom.Em, geom.Line), func(s *rawStyle) *field[geom.Dim] { return &s.before }, "段前空", "air above"),
		dim("after", length(0, 500*geom.MM, geom.Em, geom.Line), func(s *rawStyle) *field[geom.Dim] { return &s.after }, "段后空", "air below"),
		leaf("ink", inkKind, func(s *rawStyle) *field[sheet.Ink] { return &s.ink }, inherit, t2("油墨", "ink")),
		leaf("ground", inkKind, func(s *rawStyle) *field[sheet.Ink] { return &s.ground }, inherit, t2("标题文字后的底色（反白用 ink = \"white\"）；\"white\" 为无", "ground behind the type of a head (reversed type: ink = \"white\"); \"white\" is none")),
		leaf("rule", ruleKinds, func(s *rawStyle) *field[RuleKind] { return &s.rule }, inherit, t2("下面的线", "a rule under the block")),
	}
	rows = append(rows,
		leaf("flex", lineRange, func(s *rawStyle) *field[[2]int] { return &s.flex }, inherit, t2("fit = \"exact\" 时可减、可加几行：标题和小标题是它上下的空，正文是每段的行数", "lines that fit = \"exact\" may take and add: air about heads and crossheads, lines of each paragraph of body")),
		leaf("flex-price", whole(1, 1000), func(s *rawStyle) *field[int] { return &s.flexPrice }, inherit, t2("每动一行的代价，百分数：小的先动", "price of each line so moved, in per cent: what is cheap is moved first")),
		dim("size-step", length(0, 20*geom.Pt, geom.Em), func(s *rawStyle) *field[geom.Dim] { return &s.sizeStep }, "fit = \"exact\" 时主题字号可大可小这么多；0 不动", "what fit = \"exact\" may add to a head's size or take from it; 0 is nothing"),
		dim("size-min", length(0, 600*geom.Pt, geom.Em), func(s *rawStyle) *field[geom.Dim] { return &s.sizeMin }, "标题为少占一行可缩到的最小字号，每次半磅；0 不缩", "the smallest size that a head may be set in to take a line less, by half points; 0 is its size"),
		dim("size-max", length(0, 600*geom.Pt, geom.Em), func(s *rawStyle) *field[geom.Dim] { return &s.sizeMax }, "标题在行数不变时可放到的最大字号；0 不放", "the largest size that a head grows to in as many lines; 0 is its size"),
		dim("open", length(0, 1000*geom.MM, geom.Em), func(s *rawStyle) *field[geom.Dim] { return &s.open }, "两到四个字的标题拉开到这么宽；“字”指本样式字号；0 不拉", "the width that a head of two to four 字 is opened to; 字 is the style's own size; 0 is not"),
	)
	for _, k := range paragraph.Keys {
		rows = append(rows, optionRow(k))
	}
	return rows
}

// optionRow is the row of one composer setting. Its value is kept as the text
// that paragraph.Options.Set takes, which is tried at once.
func optionRow(k paragraph.Key) row[rawStyle] {
	want, form := optionValue(k)
	return row[rawStyle]{
		keyInfo{name: k.Name, def: t2("继承", "inherited"), doc: k.About, want: want, schema: form},
		func(r *reader, s *rawStyle, raw any, n *node) {
			var v string
			switch raw := raw.(type) {
			case string:
				v = raw
			case bool:
				v = strconv.FormatBool(raw)
			default:
				r.wrongType(n, raw, want)
				return
			}
			if _, isBool := raw.(bool); isBool != (k.Kind == paragraph.Switch) {
				r.wrongType(n, raw, want)
				return
			}
			var try paragraph.Options
			if try.Set(k.Name, v) != nil {
				r.badValue(n, want, diag.Text{})
				return
			}
			if s.options == nil {
				s.options = map[string]field[string]{}
			}
			s.options[k.Name] = field[string]{val: v, n: n}
		},
	}
}

func optionValue(k paragraph.Key) (diag.Text, schema) {
	switch k.Kind {
	case paragraph.Switch:
		return boolean.want, boolean.schema
	case paragraph.Ems:
		most := strconv.FormatFloat(float64(k.Max)/1000, 'f', -1, 64)
		return diag.T("0 到 %[1]s字 的长度，如 \"0.25字\"", "a length from 0 to %[1]s字, as \"0.25字\"", most),
			schema{"type": "string", "pattern": emsPattern(k.Max)}
	case paragraph.Tags:
		return t2("OpenType 特性，如 \"smcp -liga\"", "OpenType features, as \"smcp -liga\""), schema{"type": "string", "pattern": paragraph.FeaturesPattern}
	}
	var enum []any
	for _, v := range k.Values {
		enum = append(enum, v)
	}
	return t2(strings.Join(k.Values, "、")+" 之一", "one of "+strings.Join(k.Values, ", ")), schema{"enum": enum}
}

// emsPattern is the pattern of 字 from 0 to most thousandths, which is less than
// 1000 and in whole tenths.
func emsPattern(most int) string {
	tenths := most / 100
	return fmt.Sprintf(`^(0|0(\.[0-%d]\d{0,2}|\.%d0{0,2})?(字|em))$`, max(tenths-1, 0), tenths)
}
