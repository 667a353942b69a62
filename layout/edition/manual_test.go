package edition

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"unicode"

	"paiban/fonts"
	"paiban/layout/diag"
)

// The manual's prose is written by hand; what stands between its markers is
// made of the rows, by go test -update.
const (
	keysBegin, keysEnd     = "<!-- keys: made by go test ./layout/edition -update -->", "<!-- /keys -->"
	stylesBegin, stylesEnd = "<!-- styles: made by go test ./layout/edition -update -->", "<!-- /styles -->"
	fontsBegin, fontsEnd   = "<!-- fonts: made by go test ./layout/edition -update -->", "<!-- /fonts -->"
)

// TestManual holds the manual's tables to the rows that the decoder uses.
func TestManual(t *testing.T) {
	for path, lang := range map[string]diag.Lang{"../../docs/pages-toml.zh.md": diag.ZH, "../../docs/pages-toml.md": diag.EN} {
		doc := readFileT(t, path)
		made := doc
		for _, part := range []struct{ begin, end, text string }{
			{keysBegin, keysEnd, manualKeys(lang)},
			{stylesBegin, stylesEnd, "```toml\n" + strings.TrimSpace(builtinStyles) + "\n```\n"},
			{fontsBegin, fontsEnd, manualFonts(lang)},
		} {
			before, rest, ok1 := strings.Cut(made, part.begin)
			_, after, ok2 := strings.Cut(rest, part.end)
			if !ok1 || !ok2 {
				t.Fatalf("%s lacks %s … %s", path, part.begin, part.end)
			}
			made = before + part.begin + "\n\n" + part.text + "\n" + part.end + after
		}
		if made == doc {
			continue
		}
		if !*update {
			t.Errorf("%s is not what the rows say: run go test ./layout/edition -update", path)
			continue
		}
		if err := os.WriteFile(path, []byte(made), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func manualKeys(l diag.Lang) string {
	var b strings.Builder
	manualTable(&b, infos(fileRows()), "", l)
	return b.String()
}

// manualTable writes the keys of one table, then the tables in it. Keys that
// [edition] and [[page]] share are listed once a table: each is complete.
func manualTable(b *strings.Builder, rows []keyInfo, path string, l diag.Lang) {
	var plainRows []keyInfo
	for _, k := range rows {
		if k.shape == plain {
			plainRows = append(plainRows, k)
		}
	}
	if len(plainRows) > 0 {
		b.WriteString(diag.T("| 键 | 值 | 默认 | 说明 |\n", "| key | value | default | meaning |\n").In(l) + "|---|---|---|---|\n")
		for _, k := range plainRows {
			doc := k.doc.In(l)
			for _, sub := range k.rows {
				doc += diag.T("；%[1]s：%[2]s（默认 %[3]s）", "; %[1]s: %[4]s (default %[5]s)", "`"+sub.name+"`", sub.doc.ZH, sub.def.ZH, sub.doc.EN, sub.def.EN).In(l)
			}
			fmt.Fprintf(b, "| `%s` | %s | %s | %s |\n", k.name, cell(k.want.In(l)), cell(k.def.In(l)), cell(doc))
		}
		b.WriteString("\n")
	}
	for _, k := range rows {
		if k.shape == plain {
			continue
		}
		name := strings.TrimPrefix(path+"."+k.name, ".")
		head := map[shape]string{single: "[" + name + "]", array: "[[" + name + "]]", named: "[" + name + diag.T(".名称]", ".NAME]").In(l), names: "[" + name + "]"}[k.shape]
		fmt.Fprintf(b, "### %s\n\n%s%s\n\n", head, sentence(k.doc.In(l)), diag.T("。", ".").In(l))
		if k.shape == names {
			fmt.Fprintf(b, "`%s`\n\n", k.want.In(l))
		}
		manualTable(b, k.rows, name, l)
	}
}

// sentence gives s with a capital.
func sentence(s string) string {
	r := []rune(s)
	r[0] = unicode.ToUpper(r[0])
	return string(r)
}

// cell makes a text fit for a table's cell.
func cell(s string) string {
	if s == "" {
		return "–"
	}
	return strings.ReplaceAll(s, "|", "\\|")
}

func manualFonts(l diag.Lang) string {
	var b strings.Builder
	b.WriteString(diag.T("| 名称 | 字体 |\n|---|---|\n", "| name | face |\n|---|---|\n").In(l))
	for _, f := range fonts.Builtin {
		fmt.Fprintf(&b, "| `%s` | %s |\n", f.Name, diag.Text{ZH: f.ZH, EN: f.EN}.In(l))
	}
	return b.String()
}
