package diag

// Class says what may be done about a finding.
type Class uint8

const (
	Input Class = iota // pages.toml, or what it names, cannot be used: nothing is set
	Law                // a loss that nobody may hide: never lowered
	Lint               // a fault of the page that an editor may decide to live with
	Press              // a fault that the press may refuse
)

// Lowerable reports whether [rules] may change the severity of findings of this
// class, and [[waive]] let one of them stand.
func (c Class) Lowerable() bool { return c == Lint || c == Press }

// Rule is what is known of a code.
type Rule struct {
	Code     string
	Class    Class
	Severity Severity // unless [rules] says otherwise
	About    Text
}

// RuleOf finds a code's rule.
func RuleOf(code string) (Rule, bool) {
	for _, r := range Rules {
		if r.Code == code {
			return r, true
		}
	}
	return Rule{}, false
}

// Rules lists every code that a finding can have, by class and then by name. A
// test finds each code that the program can emit in it; the manual's table of
// codes and the schema of [rules] are made from it.
var Rules = []Rule{
	{"bad-encoding", Input, Error, Text{"文件不是所说的编码", "a file is not in the encoding it should be in"}},
	{"bad-font", Input, Error, Text{"字体文件不能用", "a font file cannot be used"}},
	{"bad-legs", Input, Error, Text{"栏数与 remainder 不合", "the number of legs contradicts remainder"}},
	{"bad-length", Input, Error, Text{"不是长度，或单位用错了地方", "not a length, or in a unit that the key does not take"}},
	{"bad-name", Input, Error, Text{"名称里有不能用的字符", "a name has characters that it cannot have"}},
	{"bad-path", Input, Error, Text{"路径里有反斜杠", "a path has a backslash"}},
	{"bad-pdf", Input, Error, Text{"要放入的 PDF 不能用", "a PDF to be placed cannot be used"}},
	{"bad-picture", Input, Error, Text{"图片文件不能用", "a picture file cannot be used"}},
	{"bad-profile", Input, Error, Text{"ICC 特性文件不能用", "an ICC profile cannot be used"}},
	{"bad-rule", Input, Error, Text{"线的位置没写对", "the place of a rule is not written as it should be"}},
	{"bad-span", Input, Error, Text{"起止颠倒，或超出所在的框", "a span runs backwards or beyond its frame"}},
	{"bad-value", Input, Error, Text{"这个键不能取这个值", "the key does not take this value"}},
	{"balance-not-last", Input, Error, Text{"不是最后一框却要拉平", "balance on a frame that is not the story's last"}},
	{"control-character", Input, Error, Text{"稿件里有控制字符", "the copy has a control character"}},
	{"cut-border", Input, Error, Text{"有 cut 的框又有框线或底纹", "a frame with cuts has a border or tint"}},
	{"dateline-alone", Input, Error, Text{"电头后面没有正文", "no paragraph follows a dateline"}},
	{"duplicate-font", Input, Error, Text{"字体重名", "two fonts have one name"}},
	{"duplicate-page", Input, Error, Text{"版面重名", "two pages have one name"}},
	{"duplicate-story", Input, Error, Text{"稿件代号重复", "two stories have one id"}},
	{"empty-copy", Input, Error, Text{"稿件文件是空的", "the copy is empty"}},
	{"empty-mark", Input, Error, Text{"标记里没有文字", "a mark holds no text"}},
	{"empty-placeholder", Input, Error, Text{"报眉里的占位符没有内容可填", "a placeholder of the folio line has no value"}},
	{"empty-story", Input, Error, Text{"稿件没有文字，也没有图片", "a story has neither copy nor pictures"}},
	{"empty-value", Input, Error, Text{"值是空的", "a value is empty"}},
	{"folio-too-low", Input, Error, Text{"报眉的行数排不下它的字号", "the folio line is too low for its type"}},
	{"legs-and-columns", Input, Error, Text{"图片同时写了 legs 和 columns", "a picture has both legs and columns"}},
	{"lines-and-height", Input, Error, Text{"图片同时写了 lines 和 height", "a picture has both lines and height"}},
	{"lost-character", Input, Error, Text{"稿件里有转码时丢失的字符", "the copy has a character lost in conversion"}},
	{"mark-in-ruby", Input, Error, Text{"注音文字里又有标记", "a mark inside the text of a ruby"}},
	{"marks-too-deep", Input, Error, Text{"标记嵌套太深", "marks are nested too deep"}},
	{"missing-file", Input, Error, Text{"没有这个文件", "there is no such file"}},
	{"missing-folder", Input, Error, Text{"没有这个文件夹", "there is no such folder"}},
	{"missing-key", Input, Error, Text{"缺少必填的键", "a required key is missing"}},
	{"missing-page", Input, Error, Text{"没有写明排在哪一版", "it is not said which page this stands on"}},
	{"missing-placement", Input, Error, Text{"没有写明占哪几栏哪几行", "it is not said which columns and lines this takes"}},
	{"narrow-legs", Input, Error, Text{"栏太窄，不足 4 字", "legs of less than 4 字"}},
	{"no-file", Input, Error, Text{"写了 encoding 却没有 file", "encoding without file"}},
	{"no-pages", Input, Error, Text{"没有版面", "there is no page"}},
	{"no-stories", Input, Error, Text{"没有稿件", "there is no story"}},
	{"not-a-character", Input, Error, Text{"稿件里有不是字符的码位", "the copy has a code point that is no character"}},
	{"not-a-pdf", Input, Error, Text{"只用于 PDF 的键写在了图片上", "a key for PDFs on a picture"}},
	{"not-lowerable", Input, Error, Text{"这条规则不能改级别，也不能豁免", "this rule can neither be lowered nor waived"}},
	{"off-page", Input, Error, Text{"超出版心或成品", "beyond the type area or the page"}},
	{"outside-folders", Input, Error, Text{"文件不在本期的文件夹里", "a file is outside the edition's folders"}},
	{"outside-frame", Input, Error, Text{"图片超出所在的框", "a picture is outside its frame"}},
	{"overlap", Input, Error, Text{"框与框、图与图重叠", "frames or pictures overlap"}},
	{"pdf-ink", Input, Error, Text{"放入的 PDF 不能重新分色", "a placed PDF cannot be separated anew"}},
	{"ruby-without-text", Input, Error, Text{"注音标记里没有注音", "a ruby mark without its text"}},
	{"stray-brace", Input, Error, Text{"多出一个“}”", "a } that closes nothing"}},
	{"style-cycle", Input, Error, Text{"样式的继承绕成了圈", "styles extend each other in a circle"}},
	{"syntax", Input, Error, Text{"不是合法的 TOML", "not valid TOML"}},
	{"tab", Input, Error, Text{"稿件里有制表符", "the copy has a tab"}},
	{"text-and-file", Input, Error, Text{"同时写了 text 和 file", "both text and file are written"}},
	{"tight-lines", Input, Error, Text{"行距小于字号", "the line pitch is less than the body size"}},
	{"too-deep", Input, Error, Text{"TOML 嵌套太深", "the TOML is nested too deep"}},
	{"too-large", Input, Error, Text{"文件太大", "a file is too large"}},
	{"too-long", Input, Error, Text{"一段太长", "a paragraph is too long"}},
	{"too-many", Input, Error, Text{"同一种表写得太多", "too many tables of one kind"}},
	{"unclosed-mark", Input, Error, Text{"标记没有收住", "a mark is not closed"}},
	{"unknown-code", Input, Error, Text{"没有这个规则代码", "there is no rule of this code"}},
	{"unknown-escape", Input, Error, Text{"反斜杠后面的字符不对", "a backslash escapes nothing"}},
	{"unknown-feature", Input, Error, Text{"字体没有这项 OpenType 特性", "no face has this OpenType feature"}},
	{"unknown-font", Input, Error, Text{"没有这种字体", "there is no such font"}},
	{"unknown-frame", Input, Error, Text{"没有这一框", "there is no such frame"}},
	{"unknown-ink", Input, Error, Text{"没有这种油墨", "there is no such ink"}},
	{"unknown-key", Input, Error, Text{"没有这个键", "there is no such key"}},
	{"unknown-mark", Input, Error, Text{"没有这种标记", "there is no such mark"}},
	{"unknown-page", Input, Error, Text{"没有这个版面", "there is no such page"}},
	{"unknown-placeholder", Input, Error, Text{"报眉里没有这一项", "the folio line has no such placeholder"}},
	{"unknown-story", Input, Error, Text{"没有这篇稿件", "there is no such story"}},
	{"unknown-style", Input, Error, Text{"没有这个样式", "there is no such style"}},
	{"unreadable", Input, Error, Text{"文件读不了", "a file cannot be read"}},
	{"wrong-type", Input, Error, Text{"值的类型不对", "a value is of a wrong type"}},

	{"head-no-room", Law, Error, Text{"标题比它的框还高", "a head is higher than its frame"}},
	{"inset-no-room", Law, Error, Text{"插文的行数排不下它的文字", "an inset has too few lines for its copy"}},
	{"missing-glyph", Law, Error, Text{"没有字体有这个字，版面上会是空的", "no font has the character: it would leave a hole"}},
	{"overset", Law, Error, Text{"溢文：稿件排不下", "overset: the copy does not fit"}},
	{"picture-broken", Law, Error, Text{"图片解不开，或转不成印刷油墨，版面没有输出", "a picture cannot be decoded or put into inks: its page is not written"}},
	{"picture-no-room", Law, Error, Text{"图片让图说挤得太矮", "a caption leaves its picture too little room"}},
	{"waiver-expired", Law, Warning, Text{"豁免已经过期，被它放行的问题重新计入", "a waiver has expired: what it let stand counts again"}},
	{"waiver-undated", Law, Warning, Text{"本期没有日期，无法判断豁免是否过期，按过期处理", "the edition has no date to hold a waiver's against, so it counts as expired"}},
	{"waiver-unused", Law, Note, Text{"豁免没有用上", "a waiver lets nothing stand"}},

	{"doubled-character", Lint, Note, Text{"一个字连用两次，没有词能解释", "a character stands twice, and no word explains it"}},
	{"folio-number", Lint, Warning, Text{"报眉没有版次", "a folio line lacks the page's number"}},
	{"forced-break", Lint, Warning, Text{"栏太窄，一行断在词中间，或标点犯了避头尾", "a measure too narrow: a line ends inside a word, or a mark stands where none may"}},
	{"frame-hole", Lint, Note, Text{"一栏里空着几行", "a hole of some lines in a leg"}},
	{"half-width-mark", Lint, Warning, Text{"中文里用了半角标点", "a half-width mark in Chinese text"}},
	{"head-at-foot", Lint, Warning, Text{"背题：标题或小标题下面没有正文", "a head or crosshead without its text under it"}},
	{"head-break", Lint, Warning, Text{"标题转行不当：以“的”“和”等开头，或拆开了词、数字和单位", "a head breaks badly: before a particle, within a word, between a number and its unit"}},
	{"head-uneven", Lint, Warning, Text{"标题各行长短悬殊", "the lines of a head are very uneven"}},
	{"heads-collide", Lint, Warning, Text{"碰题：两个标题并排在同样的行上，中间只有栏空", "two heads side by side on the same lines with only a gap between them"}},
	{"jump-nowhere", Lint, Warning, Text{"转版所指的版上没有这篇稿件", "a jump line leads to a page without the story"}},
	{"lone-char", Lint, Warning, Text{"孤字：一段的末行只有一个字", "a paragraph's last line is one character"}},
	{"lone-line", Lint, Note, Text{"孤行：一段的首行或末行独自落在栏底或栏头", "a paragraph's first or last line alone at the foot or top of a leg"}},
	{"misfit", Lint, Warning, Text{"这一行太松或太挤", "a line is too loose or too tight"}},
	{"picture-number", Lint, Warning, Text{"图片编号与图说不合，或缺号、重号、乱序", "numbers of pictures and captions disagree, are missing, doubled or out of order"}},
	{"picture-pages", Lint, Note, Text{"图片文件不止一页，用的是第一页", "a picture's file has several pages: the first is taken"}},
	{"picture-suffix", Lint, Warning, Text{"图片的扩展名与格式不符", "a picture's suffix is not that of its format"}},
	{"picture-twice", Lint, Warning, Text{"同一张图片用了两次", "a picture is used twice"}},
	{"quote-nesting", Lint, Warning, Text{"引号、书名号内外层用反", "quotation marks or title marks nested the wrong way"}},
	{"short-leg", Lint, Warning, Text{"小标题不能排在栏底，一栏因此短几行", "a leg ends short because a crosshead cannot stand at its foot"}},
	{"split-page", Lint, Warning, Text{"断版：一条空白横贯全版", "a gap runs across the whole page"}},
	{"standing-alone", Lint, Warning, Text{"栏目题下没有稿件", "a standing head without a story"}},
	{"stub-leg", Lint, Warning, Text{"一栏的正文太短（stub-leg 定几行，默认 5 行）", "a leg of few lines of text (stub-leg says how few, 5 by default)"}},
	{"text-above-head", Lint, Warning, Text{"正文排到了自己的标题上面", "text of a story stands above its head"}},
	{"text-jumps-picture", Lint, Warning, Text{"一栏正文被图片隔成上下两截", "the text of a leg jumps over a picture"}},
	{"text-over-fold", Lint, Warning, Text{"双通版的正文跨过了中缝", "text of a spread runs across its fold"}},
	{"through-gap", Lint, Warning, Text{"通缝：栏空从版头一直通到版底", "a gap between columns runs down the whole page"}},
	{"underset", Lint, Warning, Text{"缺文：稿件排不满", "underset: the copy leaves lines empty"}},
	{"unpaired-bracket", Lint, Warning, Text{"括号或书名号不成对", "a bracket without its partner"}},
	{"unpaired-quote", Lint, Warning, Text{"引号不成对", "a quotation mark without its partner"}},

	{"alt-missing", Press, Error, Text{"要合 PDF/UA 的文件里，图片没有替代文字", "a picture without alternate text in a file that is to keep PDF/UA"}},
	{"black-knockout", Press, Warning, Text{"黑字没有叠印", "black type over colour does not overprint"}},
	{"black-rich", Press, Warning, Text{"黑字用了几色油墨", "black type in several inks"}},
	{"hairline", Press, Warning, Text{"线太细，印不牢", "a line too thin to print"}},
	{"ink-high", Press, Warning, Text{"总墨量偏高", "much ink in one place"}},
	{"ink-limit", Press, Error, Text{"总墨量超过上限", "more ink than the limit in one place"}},
	{"pdf-access", Press, Error, Text{"PDF 不合 PDF/UA-1", "a PDF does not keep PDF/UA-1"}},
	{"pdf-action", Press, Error, Text{"PDF 里有脚本、动作、附件、注释或 PostScript", "a PDF with scripts, actions, attachments, annotations or PostScript"}},
	{"pdf-annotations", Press, Warning, Text{"放入的 PDF 有注释，没有放入", "annotations of a placed PDF are left out"}},
	{"pdf-archive", Press, Error, Text{"PDF 不合 PDF/A-2", "a PDF does not keep PDF/A-2"}},
	{"pdf-boxes", Press, Error, Text{"PDF 的页面框缺失或嵌套不对", "a PDF's page boxes are missing or do not nest"}},
	{"pdf-broken", Press, Error, Text{"PDF 文件坏了", "a PDF is broken"}},
	{"pdf-colour", Press, Error, Text{"PDF 里有不是印刷油墨的颜色", "a PDF has colours that are not inks"}},
	{"pdf-encrypted", Press, Error, Text{"PDF 加了密", "a PDF is encrypted"}},
	{"pdf-font", Press, Error, Text{"PDF 里有没嵌入的字体", "a PDF has a font that is not embedded"}},
	{"pdf-intent", Press, Error, Text{"PDF 没有输出意图，或它不能用", "a PDF has no output intent, or one that cannot be used"}},
	{"pdf-metadata", Press, Warning, Text{"PDF 的元数据缺失或互相矛盾", "a PDF's metadata are missing or contradict each other"}},
	{"pdf-notdef", Press, Error, Text{"PDF 里有印成空框的字", "a PDF shows a character that its font lacks"}},
	{"pdf-pages", Press, Note, Text{"PDF 不止一页", "a PDF has several pages"}},
	{"pdf-plates", Press, Note, Text{"PDF 另有专色版", "a PDF has plates of spot inks"}},
	{"pdf-several", Press, Note, Text{"放入的 PDF 不止一页，没有写明放哪一页", "a placed PDF has several pages, and which one is not said"}},
	{"pdf-standard", Press, Error, Text{"PDF 不合所说的标准", "a PDF does not keep the standard it names"}},
	{"pdf-transparency", Press, Error, Text{"PDF/X-1a 里有透明效果", "transparency in PDF/X-1a"}},
	{"pdf-unchecked", Press, Note, Text{"PDF 里有没能检查的内容", "something in a PDF could not be checked"}},
	{"picture-profile", Press, Warning, Text{"CMYK 图片是为别的印刷条件分的色", "a CMYK picture was separated for another kind of printing"}},
	{"picture-unprofiled", Press, Warning, Text{"CMYK 图片没有 ICC 特性文件", "a CMYK picture without an ICC profile"}},
	{"ppi-low", Press, Warning, Text{"图片分辨率偏低", "a picture's resolution at its size is low"}},
	{"ppi-too-low", Press, Error, Text{"图片分辨率太低", "a picture's resolution at its size is too low"}},
	{"rule-inks", Press, Warning, Text{"细线用了几色油墨", "a thin rule in several inks"}},
	{"small-inks", Press, Warning, Text{"小于四号（14pt）的字用了几色油墨", "type below 14 pt in several inks"}},
	{"small-reversed", Press, Warning, Text{"反白字小于 8pt", "reversed type below 8 pt"}},
	{"small-type", Press, Warning, Text{"字太小：正文小于六号，或其他文字小于七号", "type too small: body below 六号, other type below 七号"}},
	{"white-overprint", Press, Error, Text{"白色设成了叠印，印不出来", "white overprints and will not be seen"}},
}
