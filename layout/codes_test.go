package layout

import (
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"paiban/layout/diag"
)

var codeForm = regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`)

// TestEveryCodeIsKnown finds each code that the source can give a finding in
// diag.Rules, and each of diag.Rules in the source.
func TestEveryCodeIsKnown(t *testing.T) {
	emitted := emittedCodes(t)
	if len(emitted) < 60 {
		t.Errorf("only %d codes found in the source: does this test still see them?", len(emitted))
	}
	known := map[string]bool{}
	for _, r := range diag.Rules {
		if known[r.Code] {
			t.Errorf("diag.Rules has %q twice", r.Code)
		}
		known[r.Code] = true
		if !codeForm.MatchString(r.Code) || r.About.ZH == "" || r.About.EN == "" {
			t.Errorf("diag.Rules: %+v", r)
		}
		if emitted[r.Code] == "" {
			t.Errorf("diag.Rules has %q, which nothing emits", r.Code)
		}
	}
	for code, at := range emitted {
		if !known[code] {
			t.Errorf("%s emits %q, which is not in diag.Rules", at, code)
		}
	}
	if !slices.IsSortedFunc(diag.Rules, func(a, b diag.Rule) int {
		if a.Class != b.Class {
			return int(a.Class) - int(b.Class)
		}
		return strings.Compare(a.Code, b.Code)
	}) {
		t.Error("diag.Rules is not in order")
	}
}

// emittedCodes gives every string literal that stands where a finding's code
// does – a Code field, an assignment to one, or an argument called code – and
// one place of it.
func emittedCodes(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{}
	var files []*ast.File
	fset := token.NewFileSet()
	takes := map[string][]int{} // functions by name: places of their arguments called code
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() && len(d.Name()) > 2 && d.Name()[0] == '.' { // .ci is no part of the program
			return filepath.SkipDir
		}
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		f, err := parser.ParseFile(fset, path, nil, 0)
		files = append(files, f)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		for _, d := range f.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok {
				if at := argsCalledCode(fn.Type); at != nil {
					takes[fn.Name.Name] = at
				}
			}
		}
	}
	for _, f := range files {
		ast.Inspect(f, func(n ast.Node) bool {
			for _, e := range codePlaces(n, takes) {
				if lit, ok := e.(*ast.BasicLit); ok && lit.Kind == token.STRING {
					if s, err := strconv.Unquote(lit.Value); err == nil && codeForm.MatchString(s) {
						out[s] = fset.Position(lit.Pos()).String()
					}
				}
			}
			return true
		})
	}
	return out
}

// argsCalledCode gives the places of a function's string arguments named code.
func argsCalledCode(f *ast.FuncType) []int {
	var at []int
	i := 0
	for _, p := range f.Params.List {
		for _, name := range p.Names {
			if id, ok := p.Type.(*ast.Ident); ok && name.Name == "code" && id.Name == "string" {
				at = append(at, i)
			}
			i++
		}
	}
	return at
}

// codePlaces gives the expressions of n that become codes.
func codePlaces(n ast.Node, takes map[string][]int) []ast.Expr {
	switch n := n.(type) {
	case *ast.KeyValueExpr:
		if id, ok := n.Key.(*ast.Ident); ok && id.Name == "Code" {
			return []ast.Expr{n.Value}
		}
	case *ast.AssignStmt:
		for i, l := range n.Lhs {
			s, field := l.(*ast.SelectorExpr)
			id, local := l.(*ast.Ident)
			if i < len(n.Rhs) && (field && s.Sel.Name == "Code" || local && id.Name == "code") {
				return []ast.Expr{n.Rhs[i]}
			}
		}
	case *ast.CallExpr:
		name := ""
		switch f := n.Fun.(type) {
		case *ast.Ident:
			name = f.Name
		case *ast.SelectorExpr:
			name = f.Sel.Name
		}
		var out []ast.Expr
		for _, i := range takes[name] {
			if i < len(n.Args) {
				out = append(out, n.Args[i])
			}
		}
		return out
	}
	return nil
}

// TestManualOfCodes holds the manual's table of codes to diag.Rules.
func TestManualOfCodes(t *testing.T) {
	for _, m := range []struct {
		file string
		lang diag.Lang
	}{{"../docs/codes.md", diag.EN}, {"../docs/codes.zh.md", diag.ZH}} {
		got := manualOfCodes(m.lang)
		if f := flag.Lookup("update"); f != nil && f.Value.String() == "true" {
			if err := os.WriteFile(m.file, []byte(got), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(m.file)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s is not what diag.Rules says: run go test ./layout -run ManualOfCodes -update", m.file)
		}
	}
}

func manualOfCodes(lang diag.Lang) string {
	var b strings.Builder
	say := func(zh, en string) { b.WriteString(diag.Text{ZH: zh, EN: en}.In(lang)) }
	say(`# 规则代码

每一条报告都有一个代码，代码不会改名。本页由程序里的规则表生成。（[English](codes.md)）

级别分错误、警告、提示。有错误时退出码为 1（输入错误为 3），警告和提示不影响退出码，除非用 `+"`--max-warnings`"+` 限定警告的条数。版面规则和印刷规则可以改级别：

`+"```toml"+`
[rules]
misfit = "note"      # off 不查，note 提示，warning 警告，error 错误
`+"```"+`

也可以让某一处的问题暂时放行。豁免要写明谁批准、为什么、到哪一天；日期与本期的 date 比较，`+"`--as-of`"+` 可以另给一天：

`+"```toml"+`
[[waive]]
code = "misfit"
story = "lead"       # page、story、frame 都可以不写
owner = "周芳"
reason = "引文一字不能改"
until = 2026-12-31
`+"```"+`
`, `# Rule codes

Every finding has a code, and codes are never renamed. This page is made from the program's table. ([中文](codes.zh.md))

Findings are errors, warnings or notes. Errors make the exit code 1 (3 if the input is invalid); warnings and notes do not, unless `+"`--max-warnings`"+` limits the warnings. Rules of the page and of the press can be given another severity:

`+"```toml"+`
[rules]
misfit = "note"      # off, note, warning or error
`+"```"+`

What a rule finds in one place can be let stand for a time. A waiver says who answers for it, why, and until which day; that day is held against the edition's date, or `+"`--as-of`"+`:

`+"```toml"+`
[[waive]]
code = "misfit"
story = "lead"       # page, story and frame are optional
owner = "Zhou Fang"
reason = "a quotation that must stand"
until = 2026-12-31
`+"```"+`
`)
	titles := [...]diag.Text{
		diag.Input: {ZH: "输入错误（版面不会输出，不能改级别）", EN: "Errors of input (no page is written; they stay errors)"},
		diag.Law:   {ZH: "不能放过的问题（不能改级别，也不能豁免）", EN: "What nobody may hide (neither lowered nor waived)"},
		diag.Lint:  {ZH: "版面规则（可改级别，可豁免）", EN: "Rules of the page (can be lowered and waived)"},
		diag.Press: {ZH: "印刷规则（可改级别，可豁免）", EN: "Rules of the press (can be lowered and waived)"},
	}
	severities := [...]diag.Text{{ZH: "提示", EN: "note"}, {ZH: "警告", EN: "warning"}, {ZH: "错误", EN: "error"}}
	last := -1
	for _, r := range diag.Rules {
		if int(r.Class) != last {
			last = int(r.Class)
			fmt.Fprintf(&b, "\n## %s\n\n", titles[r.Class].In(lang))
			say("| 代码 | 级别 | 意思 |\n|---|---|---|\n", "| code | severity | meaning |\n|---|---|---|\n")
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", r.Code, severities[r.Severity].In(lang), r.About.In(lang))
	}
	return b.String()
}
