package edition

import (
	"slices"
	"strings"

	"paiban/layout/diag"
	"paiban/layout/geom"
	"paiban/layout/pdffile"
	"paiban/layout/sheet"
)

func pageRows() []row[rawPage] {
	own := []row[rawPage]{
		leaf("name", words, func(p *rawPage) *field[string] { return &p.name }, t2("序号 \"01\"、\"02\"……", `its place, "01", "02" …`),
			t2("版面名，也是输出文件的文件名", "the page's name and the stem of its output files")),
		leaf("number", words, func(p *rawPage) *field[string] { return &p.number }, t2("版面名去掉前面的 0", "the name without leading zeros"),
			t2("印出来的版次", "the number as printed")),
		leaf("spread", boolean, func(p *rawPage) *field[bool] { return &p.spread }, say("false"),
			t2("双通版：两版连成一个宽版面来排，trim、grid 等写一半的；栏号跨过中缝连着数。版面名写成 \"04-05\"", "a spread: two pages set as one; trim, grid and the like are one half's, and columns count on across the fold. Call it \"04-05\"")),
		leaf("gutter", length(0, 500*geom.MM, geom.Em), func(p *rawPage) *field[geom.Dim] { return &p.gutter }, t2("两版各自居中时的中缝", "as of two pages side by side"),
			t2("双通版的中缝：折线两边那两栏之间的距离；只给标题、图片用，正文不排进去", "of a spread: the distance of the columns at the fold, for heads and pictures; no text stands there")),
		leaf("section", words, func(p *rawPage) *field[string] { return &p.section }, none, t2("版名，如“党建”", "the section's name")),
	}
	for _, shared := range lift(paperRows(), func(p *rawPage) *rawPaper { return &p.rawPaper }) {
		shared.def = t2("依 [edition]", "the edition's")
		own = append(own, shared)
	}
	return append(own, tables("rule", pageRuleRows(), func(p *rawPage, n *node) *rawRule {
		p.rules = append(p.rules, &rawRule{n: n})
		return p.rules[len(p.rules)-1]
	}, t2("版面上的线。横线排在 lines 那一行的正中（那一行留空），沿 columns；直线（vertical = true）排在 columns 那一栏右边的栏空里，沿 lines", "a rule on the page. A horizontal one runs along columns through the middle of the line that lines names, which is left empty; a vertical one (vertical = true) stands in the gap right of the column that columns names, along lines")))
}

func pageRuleRows() []row[rawRule] {
	return []row[rawRule]{
		leaf("columns", span, func(u *rawRule) *field[Span] { return &u.columns }, t2("全版（直线必填）", "all (required of a vertical one)"), t2("栏", "columns")),
		leaf("lines", span, func(u *rawRule) *field[Span] { return &u.lines }, t2("全版（横线必填）", "all (required of a horizontal one)"), t2("行", "lines")),
		leaf("vertical", boolean, func(u *rawRule) *field[bool] { return &u.vertical }, say("false"), t2("直线", "a vertical rule")),
		leaf("kind", ruleKinds, func(u *rawRule) *field[RuleKind] { return &u.kind }, say(`"thin"`), t2("线型：thin 正线，thick 反线，wenwu 文武线，double 双线，dotted 点线，fancy 花边", "thin, thick, wenwu (thick above thin), double, dotted or fancy (beads between two lines)")),
		leaf("ink", inkKind, func(u *rawRule) *field[sheet.Ink] { return &u.ink }, say(`"black"`), t2("油墨", "ink")),
	}
}

// frameRows are the keys that a story with one frame and [[story.frame]] share.
func frameRows() []row[rawFrame] {
	return []row[rawFrame]{
		leaf("page", words, func(f *rawFrame) *field[string] { return &f.page }, t2("只有一个版面时即该版", "the page, if there is only one"), t2("排在哪个版面（版面名）", "name of the page it stands on")),
		leaf("columns", span, func(f *rawFrame) *field[Span] { return &f.columns }, t2("版上只有它时为全版", "the whole page, if it is the only one there"), t2("占哪几个基本栏，从 1 数起，如 [1, 5]；单个数即那一栏", "base columns it takes, from 1, as [1, 5]; a number alone is that column")),
		leaf("lines", span, func(f *rawFrame) *field[Span] { return &f.lines }, t2("版上只有它时为全版", "the whole page, if it is the only one there"), t2("占哪几行，从 1 数起，如 [1, 60]", "lines it takes, from 1, as [1, 60]")),
		leaf("legs", whole(1, 64), func(f *rawFrame) *field[int] { return &f.legs }, t2("与基本栏数相同", "one a base column"), t2("分成几栏：与基本栏数不同即破栏，1 即长栏", "legs to set: other than the base columns is 破栏, 1 is 长栏")),
		leaf("remainder", choice([]Remainder{Absolute, "绝对"}, []Remainder{Relative, "相对"}, []Remainder{Free, "自由"}, []Remainder{Auto, "自动"}), func(f *rawFrame) *field[Remainder] { return &f.remainder }, say(`"absolute"`),
			t2("破栏除不尽的字怎么办：absolute 各栏等宽整字、栏空分摊；relative 整字、栏空不变、前面的栏宽一字；free 等宽不必整字；auto 随基本栏", "what becomes of the 字 left over: absolute, equal legs of whole 字, the gaps take them; relative, whole 字, fixed gaps, the first legs one 字 wider; free, equal legs not of whole 字; auto, legs follow the base columns")),
		leaf("balance", boolean, func(f *rawFrame) *field[bool] { return &f.balance }, say("false"), t2("各栏拉平（稿件的最后一框）", "legs of equal length (in a story's last frame)")),
		borderRow(func(f *rawFrame) *field[rawBorder] { return &f.border }),
		leaf("tint", inkKind, func(f *rawFrame) *field[sheet.Ink] { return &f.tint }, none, t2("底纹，如 \"10%\"", "ground, as \"10%\"")),
		leaf("leg-rule", ruleKinds, func(f *rawFrame) *field[RuleKind] { return &f.legRule }, say(`"none"`), t2("栏与栏之间的线", "a rule between legs")),
		tables("cut", cutRows(), func(f *rawFrame, n *node) *rawCut {
			f.cuts = append(f.cuts, &rawCut{n: n})
			return f.cuts[len(f.cuts)-1]
		}, t2("框里让出的一块：框因此成 L 形、凹形或阶梯形", "a piece that the frame leaves to others: so it has the shape of an L, a U or steps")),
	}
}

func cutRows() []row[rawCut] {
	return []row[rawCut]{
		leaf("columns", span, func(c *rawCut) *field[Span] { return &c.columns }, t2("必填", "required"), t2("让出哪几个基本栏", "base columns left")),
		leaf("lines", span, func(c *rawCut) *field[Span] { return &c.lines }, t2("必填", "required"), t2("让出哪几行", "lines left")),
	}
}

// borderRow is border = "thin" or {kind, sides, ink}.
func borderRow[P any](at func(*P) *field[rawBorder]) row[P] {
	rows := []row[rawBorder]{
		leaf("kind", ruleKinds, func(b *rawBorder) *field[RuleKind] { return &b.kind }, say(`"thin"`), t2("线型", "kind of rule")),
		leaf("sides", sides, func(b *rawBorder) *field[[]string] { return &b.sides }, t2("四边", "all four"), t2("哪几边", "which sides")),
		leaf("ink", inkKind, func(b *rawBorder) *field[sheet.Ink] { return &b.ink }, say(`"black"`), t2("油墨", "ink")),
	}
	want := t2("线型，或表 {kind, sides, ink}", "a kind of rule, or a table {kind, sides, ink}")
	return row[P]{
		keyInfo{name: "border", def: say(`"none"`), want: want, rows: infos(rows),
			doc:    t2("框线：none、thin 正线、thick 反线、wenwu 文武线、double 双线、dotted 点线、fancy 花边", "the frame's edges: none, thin, thick, wenwu, double, dotted, fancy"),
			schema: schema{"anyOf": []any{ruleKinds.schema, tableSchema(infos(rows))}}},
		func(r *reader, f *P, raw any, n *node) {
			var b rawBorder
			switch v := raw.(type) {
			case string:
				k, ok := ruleKinds.parse(r, raw, n)
				if !ok {
					return
				}
				b.kind = field[RuleKind]{val: k, n: n}
			case map[string]any:
				decode(r, rows, &b, v, n)
			default:
				r.wrongType(n, raw, want)
				return
			}
			*at(f) = field[rawBorder]{val: b, n: n}
		},
	}
}

// sides is a kind for a list of a frame's sides.
var sides = some("top", "right", "bottom", "left")

// some is a kind for a list of a few words.
func some(all ...string) kind[[]string] {
	var enum []any
	for _, w := range all {
		enum = append(enum, w)
	}
	want := t2(strings.Join(all, "、")+" 的数组", "a list of "+strings.Join(all, ", "))
	return kind[[]string]{want,
		schema{"type": "array", "minItems": 1, "items": schema{"enum": enum}},
		func(r *reader, raw any, n *node) ([]string, bool) {
			l, ok := raw.([]any)
			if !ok || len(l) == 0 {
				r.wrongType(n, raw, want)
				return nil, false
			}
			var out []string
			for i, e := range l {
				s, ok := e.(string)
				if !ok {
					r.wrongType(n.item(i), e, want)
					return nil, false
				}
				if !slices.Contains(all, s) {
					r.badValue(n.item(i), want, didYouMean(s, all))
					return nil, false
				}
				out = append(out, s)
			}
			return out, true
		}}
}

func storyRows() []row[rawStory] {
	lines := func(name string, at func(*rawStory) *field[[]Inline], zh, en string) row[rawStory] {
		return leaf(name, many, at, none, t2(zh, en))
	}
	rows := []row[rawStory]{
		leaf("id", words, func(s *rawStory) *field[string] { return &s.id }, say(`"story-1"…`), t2("稿件的代号，报告和提示里用", "the story's name in reports and messages")),
		lines("standing", func(s *rawStory) *field[[]Inline] { return &s.standing }, "栏目题；第二条排在右端", "standing head; a second piece stands at the right"),
		lines("kicker", func(s *rawStory) *field[[]Inline] { return &s.kicker }, "引题", "kicker, above the head"),
		lines("head", func(s *rawStory) *field[[]Inline] { return &s.head }, "主题；数组里每条一行，只写一条则自动转行", "the head; a list sets each item as a line, a single one is broken as needed"),
		lines("deck", func(s *rawStory) *field[[]Inline] { return &s.deck }, "副题", "deck, under the head"),
		leaf("head-legs", legSpan, func(s *rawStory) *field[Span] { return &s.headLegs }, t2("全框", "the whole frame"), t2("标题跨哪几栏，如 [2, 3]；单个数 n 即前 n 栏。不跨全框时正文在旁边从框顶排起（串文题）", "legs that the head spans, as [2, 3]; a number n is the first n. Text stands beside a head that spans fewer than all")),
		leaf("head-line", whole(1, 9999), func(s *rawStory) *field[int] { return &s.headLine }, t2("框的第一行", "the frame's first"), t2("标题从版面的第几行起；不在框顶时正文围着它（文包题）", "line of the page that the head begins at; below the frame's top text stands around it")),
		leaf("head-vertical", boolean, func(s *rawStory) *field[bool] { return &s.headVertical }, say("false"), t2("竖题：主题竖排，几行时自右而左", "the head is set downwards, its lines from the right")),
		leaf("head-lines", whole(1, 400), func(s *rawStory) *field[int] { return &s.headLines }, t2("按字号算", "as its type needs"), t2("标题占几行", "lines that the head takes")),
		leaf("text", copyText, func(s *rawStory) *field[text] { return &s.text }, none, t2("正文，直接写在这里，用 '''…''' 括起", "the copy, written here between ''' and '''")),
		leaf("file", words, func(s *rawStory) *field[string] { return &s.file }, none, t2("正文所在的文本文件", "the text file that holds the copy")),
		leaf("encoding", choice([]string{"utf-8"}, []string{"gb18030", "gbk", "gb2312"}), func(s *rawStory) *field[string] { return &s.encoding }, say(`"utf-8"`), t2("文件的编码", "the file's encoding")),
		leaf("end-mark", words, func(s *rawStory) *field[string] { return &s.endMark }, none, t2("尾花，排在正文末尾，如“■”", "a mark after the end of the copy, as ■")),
		leaf("jump-lines", boolean, func(s *rawStory) *field[bool] { return &s.jumps }, say("true"), t2("转到别的版面时写“下转第×版”“上接第×版”", "write 下转第N版 and 上接第N版 where the story runs on to another page")),
		leaf("fit", choice([]string{"exact", "齐"}, []string{"off", "不齐"}), func(s *rawStory) *field[string] { return &s.fit }, say(`"exact"`), t2("exact：在规则允许的范围内调整行数、标题和小标题的空、图片高度，使正文恰好排到框底；off：不调整，排不满也不报", "exact: end the copy on the foot of its frame by lawful means (line counts of paragraphs, air at heads and crossheads, a picture's height by a line); off: leave it as it falls, and do not report lines left empty")),
		table("style", roleRows(), func(s *rawStory, n *node) *rawRoles { return &s.styles },
			t2("各部分用哪个样式，如 style = { head = \"lead-head\" }", "styles by part, as style = { head = \"lead-head\" }")),
	}
	rows = append(rows, lift(frameRows(), func(s *rawStory) *rawFrame { return &s.rawFrame })...)
	frame := append(frameRows(), leaf("body", words, func(f *rawFrame) *field[string] { return &f.body }, t2("稿件的", "the story's"), t2("从这一框开始的段落用的样式", "style of the paragraphs that begin in this frame")))
	return append(rows,
		tables("frame", frame, func(s *rawStory, n *node) *rawFrame {
			s.frames = append(s.frames, &rawFrame{n: n})
			return s.frames[len(s.frames)-1]
		}, t2("一个框；稿件依次流过各框，没写的键取稿件的", "a frame; the story flows through its frames in order; keys not written are the story's")),
		tables("picture", pictureRows(), func(s *rawStory, n *node) *rawPicture {
			s.pictures = append(s.pictures, &rawPicture{rawSpot: rawSpot{n: n}})
			return s.pictures[len(s.pictures)-1]
		}, t2("一张图片", "a picture")),
		tables("inset", insetRows(), func(s *rawStory, n *node) *rawInset {
			s.insets = append(s.insets, &rawInset{rawSpot: rawSpot{n: n}})
			return s.insets[len(s.insets)-1]
		}, t2("插在正文里的一块文字：提要、引语、编者按，或全部图说；正文绕过它", "copy set apart within the story – a summary, a pull quote, a note, or all captions together; text goes around it")))
}

// spotRows are the keys that say where something stands in a frame.
func spotRows(lines, height diag.Text) []row[rawSpot] {
	return []row[rawSpot]{
		leaf("frame", whole(1, 64), func(p *rawSpot) *field[int] { return &p.frame }, say("1"), t2("在稿件的第几框", "which of the story's frames it stands in")),
		leaf("legs", span, func(p *rawSpot) *field[Span] { return &p.legs }, t2("右边一半的栏", "the right half"), t2("盖住框内的哪几栏，如 [2, 3]", "legs of the frame that it covers, as [2, 3]")),
		leaf("columns", span, func(p *rawSpot) *field[Span] { return &p.columns }, none, t2("盖住版面的哪几个基本栏；与 legs 只写一个", "base columns of the page that it covers; instead of legs")),
		leaf("lines", span, func(p *rawSpot) *field[Span] { return &p.lines }, lines, t2("占版面的哪几行", "lines of the page that it takes")),
		leaf("height", whole(2, 400), func(p *rawSpot) *field[int] { return &p.height }, height, t2("不写 lines 时的行数；排在标题或上一张图之下", "lines that it takes where lines is not written; it stands below the head or what is above")),
	}
}

func insetRows() []row[rawInset] {
	rows := []row[rawInset]{
		leaf("text", many, func(s *rawInset) *field[[]Inline] { return &s.text }, none, t2("文字；数组里每条一段", "the copy; each item of a list is a paragraph")),
		leaf("captions", boolean, func(s *rawInset) *field[bool] { return &s.captions }, say("false"), t2("把稿件全部图片的图说和署名集中排在这里", "gather the captions and credits of all the story's pictures here")),
		leaf("style", words, func(s *rawInset) *field[string] { return &s.style }, say(`"inset"`), t2("样式", "style")),
		leaf("tint", inkKind, func(s *rawInset) *field[sheet.Ink] { return &s.tint }, none, t2("底纹，如 \"10%\"", "ground, as \"10%\"")),
		borderRow(func(s *rawInset) *field[rawBorder] { return &s.border }),
	}
	return append(rows, lift(spotRows(t2("从标题下起", "below the head"), t2("按文字多少", "as its copy needs")), func(s *rawInset) *rawSpot { return &s.rawSpot })...)
}

func roleRows() []row[rawRoles] {
	docs := map[sheet.Role]diag.Text{
		sheet.Standing: t2("栏目题", "standing head"), sheet.Kicker: t2("引题", "kicker"), sheet.Head: t2("主题", "head"),
		sheet.Deck: t2("副题", "deck"), sheet.Byline: t2("署名", "byline"), sheet.Dateline: t2("电头", "dateline"),
		sheet.Paragraph: t2("正文", "paragraphs"), sheet.Crosshead: t2("小标题", "crosshead"),
		sheet.Caption: t2("图说", "caption"), sheet.Credit: t2("图片署名", "credit"), sheet.Jump: t2("转版行", "jump lines"),
	}
	var rows []row[rawRoles]
	for i, k := range roleKeys {
		rows = append(rows, leaf(k.key, words, func(s *rawRoles) *field[string] { return &s.byRole[i] }, sayf("%q", k.key), docs[k.role]))
	}
	return rows
}

func pictureRows() []row[rawPicture] {
	rows := []row[rawPicture]{
		leaf("file", words, func(p *rawPicture) *field[string] { return &p.file }, t2("必填", "required"), t2("JPEG、PNG、TIFF 或 WebP 图片，或 PDF 文件", "a picture – JPEG, PNG, TIFF, WebP – or a PDF file")),
		leaf("kind", choice([]string{"picture", "图片"}, []string{"pdf", "广告"}), func(p *rawPicture) *field[string] { return &p.kind }, t2("看文件内容", "what the file is"), t2("写明文件是什么：picture 图片；pdf 为 PDF 的一页（广告成品等），按矢量原样放入", "says what the file must be: a picture, or a page of a PDF (a finished advert), which is placed as it is, as vector")),
		leaf("sheet", whole(1, 9999), func(p *rawPicture) *field[int] { return &p.sheet }, say("1"), t2("放 PDF 的第几页", "the page of the PDF that is placed")),
		leaf("box", choice(boxChoices()...), func(p *rawPicture) *field[string] { return &p.box }, say(`"trim"`), t2("放 PDF 页面的哪个框：trim 成品框、bleed 出血框、art、crop、media；没有的依次退为 crop、media", "which box of the PDF's page is placed; one that it lacks is its crop box, and that its media box")),
		leaf("fit", choice([]Fit{Cover, "裁满"}, []Fit{Contain, "放全"}, []Fit{Actual, "原大"}), func(p *rawPicture) *field[Fit] { return &p.fit }, t2("图片 cover，PDF contain", "cover for pictures, contain for PDFs"), t2("cover 裁切填满；contain 完整放入、居中；actual 按 PDF 的原大，居中，超出的裁掉", "cover fills the place and cuts off the rest; contain shows all of it, in the middle; actual places a PDF as large as it is, in the middle, and cuts off what is beyond")),
	}
	rows = append(rows, lift(spotRows(t2("从标题下起，高度按图片比例；图说在内", "below the head, as high as the picture's shape asks; its caption included"), t2("按图片比例；图说在内", "as its shape asks; its caption included")), func(p *rawPicture) *rawSpot { return &p.rawSpot })...)
	return append(rows,
		leaf("ink", choice([]string{"keep"}, []string{"limit"}), func(p *rawPicture) *field[string] { return &p.ink }, say(`"keep"`),
			t2("CMYK 图片的总墨量超过上限时：keep 网点值不动，报错；limit 按特性文件重新分色", "a CMYK picture over the ink limit: keep its values and report it, or separate it anew by the profiles (limit)")),
		leaf("focus", point, func(p *rawPicture) *field[[2]int] { return &p.focus }, say("[0.5, 0.5]"), t2("要点：裁切时保住的地方", "the point that the crop keeps in")),
		leaf("flex", lineRange, func(p *rawPicture) *field[[2]int] { return &p.flex }, say("[-1, 1]"), t2("fit = \"exact\" 时图片可减、可加几行；总不超过高度的十分之一", "lines that fit = \"exact\" may take from the picture and add, never more than a tenth of its height")),
		leaf("caption", one, func(p *rawPicture) *field[Inline] { return &p.caption }, none, t2("图说", "caption")),
		leaf("credit", one, func(p *rawPicture) *field[Inline] { return &p.credit }, none, t2("图片署名，排在图说之后右端", "credit, flush right after the caption")),
		leaf("label", words, func(p *rawPicture) *field[string] { return &p.label }, none, t2("图上的编号，如“①”", "a number on the picture, as ①")),
		leaf("alt", wordsOrNone, func(p *rawPicture) *field[string] { return &p.alt }, t2("图说", "the caption"), t2("替代文字，供读屏和检索；写 \"\" 表示纯装饰，读屏略过", "alternate text, for reading aloud and searching; \"\" says that the picture is decoration, to be passed over")),
	)
}

// boxChoices are the boxes of a PDF's page.
func boxChoices() (out [][]string) {
	for _, b := range pdffile.Boxes() {
		out = append(out, []string{b})
	}
	return out
}
