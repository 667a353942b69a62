package main

import (
	"bufio"
	"context"
	"errors"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"paiban/fonts/embedded"
	"paiban/layout/diag"
	"paiban/layout/serve"
)

func (p *program) serveCmd() *cobra.Command {
	var port int
	var editor string
	var previous []string
	c := &cobra.Command{
		Use:   "serve [pages.toml]",
		Short: p.t("在浏览器里看实时版面", "show the live page in a browser"),
		Long: p.t(`在本机开一个网页，显示将要印出的版面；pages.toml、稿件、图片或字体一存盘，版面随即更新。
输入有误时保留上一次排成的版面，错误显示在上面。点版面上的任何一处，看它出自哪个文件的
哪一行；按 ? 看按键。

只在本机（127.0.0.1）监听，只答自己的网页，只给出版面和输入文件中被指到的那几行。

--editor 给出打开编辑器的网址，其中 {file} {line} {col} 代表文件、行、列。`,
			`Open a local web page that shows the pages as they will print and follows every save of
pages.toml, copy, pictures and fonts. While the input has errors the last page stays
under them. Click anywhere on the page to see which line of which file it comes from;
? lists the keys.

It listens on this machine only (127.0.0.1), answers its own page only, and gives out
nothing but the pages and the lines of input that are pointed at.

--editor is the URL that opens an editor, with {file}, {line} and {col} in it.`),
		Example: "  paiban serve\n  paiban serve paper --editor 'vscode://file{file}:{line}:{col}'",
		Args:    p.atMost(1),
		RunE: func(c *cobra.Command, args []string) error {
			if port < 0 || port > 65535 {
				return usageError(diag.T("--port 应在 0 与 65535 之间", "--port must be between 0 and 65535"))
			}
			if editor != "" && !editorURL(editor) {
				return usageError(diag.T("--editor：“%s”不是含有 {file} 的网址，例如 vscode://file{file}:{line}:{col}",
					"--editor: %q is not a URL with {file} in it, such as vscode://file{file}:{line}:{col}", editor))
			}
			return p.serve(inputOf(args), port, serve.Options{Editor: editor, Previous: previous, Earlier: readEarlier})
		},
	}
	c.Flags().IntVar(&port, "port", 8417, p.t("`端口`；0 为任意空闲端口", "`port`; 0 takes any that is free"))
	c.Flags().StringVar(&editor, "editor", "", p.t("打开编辑器的`网址`", "`URL` that opens an editor"))
	p.previousFlag(c, &previous)
	return c
}

// editorURL reports whether s can open an editor: a URL of some scheme but those
// that run as a script in the page.
func editorURL(s string) bool {
	u, err := url.Parse(strings.NewReplacer("{file}", "/f", "{line}", "1", "{col}", "1").Replace(s))
	return err == nil && u.Scheme != "" && u.Scheme != "javascript" && u.Scheme != "data" && strings.Contains(s, "{file}")
}

// inputOf gives the pages.toml that a command's argument means: a file, or a
// folder that has one.
func inputOf(args []string) string {
	if len(args) == 0 {
		return "pages.toml"
	}
	if st, err := os.Stat(args[0]); err == nil && st.IsDir() {
		return filepath.Join(args[0], "pages.toml")
	}
	return args[0]
}

// serve runs until the program is interrupted.
func (p *program) serve(input string, port int, opt serve.Options) error {
	if _, err := readEarlier(opt.Previous); err != nil {
		return err
	}
	l, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
	if err != nil {
		return &exitError{exitUnwritable, diag.T("不能在端口 %[1]d 监听：%[2]v", "cannot listen on port %[1]d: %[2]v", port, reason(err).EN)}
	}
	opt.Input, opt.Fonts, opt.Trust = input, embedded.Library(), p.trust
	desk := serve.New(opt)
	go desk.Watch(context.Background())
	lang := "zh"
	if p.lang == diag.EN {
		lang = "en"
	}
	p.say(diag.T("实时版面：http://%[1]s/?lang=%[2]s  （Ctrl-C 结束）", "live page: http://%[1]s/?lang=%[2]s  (Ctrl-C ends it)", l.Addr(), lang))
	if f, ok := p.out.(*bufio.Writer); ok {
		if err := f.Flush(); err != nil {
			return fileError(exitUnwritable, "-", err)
		}
	}
	s := &http.Server{Handler: desk.Handler(l.Addr().String()), ReadHeaderTimeout: 10 * time.Second}
	if err := s.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return &exitError{exitUnwritable, diag.T("%v", "%v", err)}
	}
	return nil
}
