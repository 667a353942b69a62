package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"paiban/fonts/embedded"
	"paiban/layout"
	"paiban/layout/diag"
	"paiban/layout/geom"
	"paiban/layout/paragraph"
)

func (p *program) linesCmd() *cobra.Command {
	l := &lines{program: p}
	c := &cobra.Command{
		Use:   "lines --measure 13字 [FILE|-]",
		Short: p.t("把文字折行，看每行怎样排", "break text into lines and show them"),
		Long:  p.linesLong(),
		Example: "  paiban lines --measure 13字 story.txt\n" +
			"  echo 他说：“好。” | paiban lines --measure 4.5字 --indent 0字 --set punctuation=kaiming --json",
		Args: p.atMost(1),
		RunE: l.run,
	}
	f := c.Flags()
	f.StringVar(&l.measure, "measure", "", p.t("栏宽，如 `13字`、110pt；可用小数", "measure, as `13字` or 110pt; decimals allowed"))
	f.StringVar(&l.size, "size", "9pt", p.t("`字号`，如 9pt、小五", "`size` of type, as 9pt or 小五"))
	f.StringVar(&l.indent, "indent", "2字", p.t("段首`缩进`", "`indent` of a paragraph's first line"))
	f.StringVar(&l.style, "style", "", p.t("用 pages.toml 里这个`样式`的设置", "settings of the style of this `name` in a pages.toml"))
	f.StringVar(&l.edition, "edition", "pages.toml", p.t("--style 所在的`文件`", "`file` that --style is looked up in"))
	f.StringArrayVar(&l.set, "set", nil, p.t("改一项设置，`项=值`，可重复", "change a setting, `key=value`; repeatable"))
	f.StringVar(&l.previous, "previous", "", p.t("上一次用 --json 输出的`文件`：没改的行照原样折", "`file` of an earlier --json output, whose lines hardly changed text keeps"))
	f.BoolVar(&l.explain, "explain", false, p.t("列出比较过的行、各项代价和选中的断法", "list the lines that were weighed, their prices by part, and the choice"))
	f.BoolVar(&l.json, "json", false, p.t("每行输出一个 JSON 对象，长度以字计", "print one JSON object a line, lengths in ems"))
	return c
}

func (p *program) linesLong() string {
	var b strings.Builder
	b.WriteString(p.t(`把文字按栏宽折行并输出。输入的一行是一段，段与段之间空一行；不写文件名或写 - 则读标准输入。
段首缩进不输出，只占位置。

--set 的各项：`, `Break text into lines of a measure and print them. A line of input is a paragraph; an
empty line stands between paragraphs. Without a file, or with -, standard input is read.
A paragraph's indent takes its room but is not printed.

Settings for --set:`))
	for _, k := range paragraph.Keys {
		fmt.Fprintf(&b, "\n  %-12s  %s", k.Name, k.About.In(p.lang))
	}
	return b.String()
}

// lines is one run of `paiban lines`.
type lines struct {
	*program
	measure, size, indent, style, edition string
	set                                   []string
	previous                              string
	json, explain                         bool
}

func (l *lines) run(c *cobra.Command, args []string) error {
	st, err := l.paragraphStyle(c)
	if err != nil {
		return err
	}
	if l.json && l.explain {
		return usageError(diag.T("--json 与 --explain 不能同用", "--json and --explain do not go together"))
	}
	if l.measure == "" {
		return usageError(diag.T("要用 --measure 给出栏宽，例如 --measure 13字", "give the measure, as --measure 13字"))
	}
	measure, err := length("--measure", l.measure, st.Size)
	if err != nil {
		return err
	}
	if measure <= 0 {
		return usageError(diag.T("--measure 应大于 0", "--measure must be more than 0"))
	}
	name := "-"
	if len(args) > 0 {
		name = args[0]
	}
	text, err := l.read(name)
	if err != nil {
		return err
	}
	return l.print(name, text, st, measure)
}

// paragraphStyle puts together --style, --size, --indent and --set.
func (l *lines) paragraphStyle(c *cobra.Command) (*paragraph.Style, error) {
	lib := embedded.Library()
	st := &paragraph.Style{Stack: paragraph.Stack{lib.Face("song")}, Lang: "zh-CN"}
	if l.style != "" {
		named, fs := layout.Style(l.edition, l.style, lib, l.trust)
		l.printFindings(fs)
		if named == nil && fs.Errors() {
			return nil, exit(exitInvalid)
		}
		if named == nil {
			return nil, usageError(diag.T("--style：%[2]s 里没有“%[1]s”这个样式", "--style: there is no style %[1]q in %[2]s", l.style, l.edition))
		}
		st = named
	}
	if l.style == "" || c.Flags().Changed("size") {
		size, err := length("--size", l.size, 0)
		if err != nil {
			return nil, err
		}
		if size <= 0 {
			return nil, usageError(diag.T("--size 应大于 0", "--size must be more than 0"))
		}
		st.Size = size
	}
	if l.style == "" || c.Flags().Changed("indent") {
		indent, err := length("--indent", l.indent, st.Size)
		if err != nil {
			return nil, err
		}
		st.Indent = indent
	}
	for _, s := range l.set {
		key, value, _ := strings.Cut(s, "=")
		if err := st.Options.Set(strings.TrimSpace(key), strings.TrimSpace(value)); err != nil {
			return nil, usageError(optionText(err))
		}
	}
	return st, nil
}

func optionText(err error) diag.Text {
	var o *paragraph.OptionError
	if errors.As(err, &o) {
		return diag.T("--set：%[1]s", "--set: %[2]s", o.Text.ZH, o.Text.EN)
	}
	return diag.T("--set：%v", "--set: %v", err)
}

// length reads a flag's length; 字 counts em, which is 0 where only absolute
// lengths make sense.
func length(flag, s string, em geom.Length) (geom.Length, error) {
	d, err := geom.ParseDim(s, geom.Newspaper)
	if err != nil || d.Unit == geom.Line || d.Unit == geom.Em && em == 0 {
		example := "13字、110pt、40mm"
		if em == 0 {
			example = "9pt、小五、3.2mm"
		}
		return 0, usageError(diag.T("%[1]s：“%[2]s”不是这里能用的长度（例如 %[3]s）",
			"%[1]s: %[2]q is not a length that fits here (examples: %[4]s)", flag, s, example, strings.ReplaceAll(example, "、", ", ")))
	}
	return d.Resolve(em, 0), nil
}

// read gives the whole input as UTF-8.
func (l *lines) read(name string) (string, error) {
	var data []byte
	var err error
	if name == "-" {
		data, err = io.ReadAll(l.in)
	} else {
		data, err = os.ReadFile(name)
	}
	if err != nil {
		return "", fileError(exitInvalid, name, err)
	}
	if off := invalidAt(data); off >= 0 {
		return "", &exitError{exitInvalid, diag.T("%[1]s 不是 UTF-8 文字：第 %[2]d 行有字节 %#02[3]x",
			"%[1]s is not UTF-8 text: byte %#02[3]x in line %[2]d", name, 1+bytes.Count(data[:off], []byte("\n")), data[off])}
	}
	return strings.TrimPrefix(string(data), "\uFEFF"), nil
}

// invalidAt gives the offset of the first byte that is not UTF-8, −1 if all is.
func invalidAt(data []byte) int {
	for i := 0; i < len(data); {
		r, n := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return -1
}

// print sets each paragraph and prints it. A paragraph's number is that of its
// line of input, so that empty lines do not shift the count.
func (l *lines) print(name, text string, st *paragraph.Style, measure geom.Length) error {
	earlier, err := earlierLines(l.previous)
	if err != nil {
		return err
	}
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
	enc := json.NewEncoder(l.out)
	enc.SetEscapeHTML(false)
	var fs diag.Findings
	fs.Source(name, text)
	printed := false
	for i, para := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		typed := 0 // of an indent that the copy has and the style sets
		if st.Indent > 0 {
			bare := strings.TrimLeft(para, " \t\u3000")
			typed = utf8.RuneCountInString(para) - utf8.RuneCountInString(bare)
			para = bare
		}
		t := paragraph.Text{Runes: []rune(para)}
		if len(t.Runes) == 0 {
			continue
		}
		t.Kept = paragraph.Keep(earlier[i], t.Runes)
		set := paragraph.Set(t, st, func(int) geom.Length { return measure })
		found(&fs, diag.Pos{File: name, Line: i + 1, Col: typed + 1}, set)
		if printed && !l.json {
			fmt.Fprintln(l.out)
		}
		printed = true
		if l.explain {
			l.printWeighed(l.out, t.Runes, st.Size, paragraph.Explain(t, st, func(int) geom.Length { return measure }, 0))
			continue
		}
		for _, told := range paragraph.Tell(i, t, st, set) {
			if !l.json {
				fmt.Fprintln(l.out, told.Text)
			} else if err := enc.Encode(told); err != nil {
				return fileError(exitUnwritable, "-", err)
			}
		}
	}
	fs.SumUp()
	l.printFindings(&fs)
	if fs.Errors() {
		return exit(exitFindings)
	}
	return nil
}

// found adds what is to be said of a paragraph as set that begins at a place.
func found(fs *diag.Findings, at diag.Pos, set paragraph.Setting) {
	add := func(code string, level diag.Severity, rune int, message, hint diag.Text) {
		pos := at
		pos.Col += rune
		fs.AddSome(diag.Finding{Code: code, Severity: level, Pos: pos, Message: message, Hint: hint})
	}
	for _, m := range set.Missing {
		add("missing-glyph", diag.Error, m.At, diag.T("没有字体有这个字：%[1]c（%[2]s）", "no typeface has this character: %[1]c (%[2]s)", m.Rune, m.Codes()), diag.Text{})
	}
	for _, l := range set.Lines {
		for _, f := range l.Faults() {
			add(f.Code, diag.Warning, l.From, f.Message, f.Hint)
		}
	}
}
