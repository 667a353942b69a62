package main

import (
	"bufio"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"paiban/layout/diag"
	"paiban/layout/lock"
)

func (p *program) verifyCmd() *cobra.Command {
	r := &lockRun{program: p, job: job{trust: &p.trust}}
	c := &cobra.Command{
		Use:   "verify [pages.toml]",
		Short: p.t("按 edition.lock 重排，看有无出入", "set the edition again and compare with edition.lock"),
		Long: p.t(`按 pages.toml 旁的 edition.lock 重排本期，逐段比较：输入、程序自带的数据、断行、拼版、PDF 字节；
列出哪个文件、哪一版、哪篇稿件不同。没有出入时退出码为 0，有出入为 1。不写任何文件。

--files 另外检查已存档的 PDF 是否仍与 edition.lock 一致。`,
			`Set the edition again as the edition.lock beside its pages.toml says and compare stage
by stage: inputs, the program's own data, line breaks, makeup, the PDF's bytes. Tell
which file, page and story differs. The exit code is 0 if all is the same, 1 if not.
Nothing is written.

--files checks stored PDF files against edition.lock too.`),
		Example: "  paiban verify\n  paiban verify 2024/01-12/pages.toml --files 2024/01-12/out",
		Args:    p.atMost(1),
		RunE:    r.verify,
	}
	c.Flags().StringVar(&r.files, "files", "", p.t("存有 PDF 的`文件夹`", "`folder` with the stored PDF files"))
	return c
}

func (r *lockRun) verify(_ *cobra.Command, args []string) error {
	input := inputOf(args)
	was, err := readLock(filepath.Join(filepath.Dir(input), lockName))
	if err != nil {
		return err
	}
	r.job.press, r.job.rules = was.Press, was.Rules
	r.job.previous = pathsOf(was.Previous, filepath.Dir(input))
	is, err := r.make(args)
	if err != nil {
		// What cannot be set any more: an input that has changed says why.
		r.tell(r.inputs(was, input))
		return err
	}
	all := lock.Compare(was, is)
	r.tell(all)
	stored := true
	if r.files != "" {
		if stored, err = r.stored(was); err != nil {
			return err
		}
	}
	if len(all) > 0 || !stored {
		return exit(exitFindings)
	}
	r.say(diag.T("各版（%d）与 edition.lock 完全一致", "all pages (%d) are as edition.lock says", len(is.Pages)))
	return nil
}

// tell prints differences by stage, and where they begin.
func (r *lockRun) tell(all []lock.Difference) {
	for i, d := range all {
		if i == 0 {
			r.say(diag.T("从“%[1]s”这一步起不同：", "differs from the stage %[2]q on:", d.Stage.Name().ZH, d.Stage.Name().EN))
		}
		stage := d.Stage.Name().In(r.lang)
		if d.Page != "" {
			stage += r.t("，%s 版", ", page %s", d.Page)
		}
		r.say(diag.T("  [%[1]s] %[2]s", "  [%[1]s] %[3]s", stage, d.Text.ZH, d.Text.EN))
	}
}

// inputs compares the inputs alone.
func (r *lockRun) inputs(was *lock.Lock, input string) []lock.Difference {
	dir := filepath.Dir(input)
	now := &lock.Lock{Rules: was.Rules, Press: was.Press, Faces: was.Faces, Tables: was.Tables, Pages: was.Pages}
	if now.AddInputs(dir, pathsOf(slices.Collect(maps.Keys(was.Inputs)), dir)) != nil {
		return nil // the findings have said what cannot be read
	}
	return lock.Compare(was, now)
}

// pathsOf gives the paths of inputs that a lock names as seen from folder dir.
func pathsOf(names []string, dir string) (out []string) {
	for _, name := range names {
		path := filepath.FromSlash(name)
		if !filepath.IsAbs(path) {
			path = filepath.Join(dir, path)
		}
		if abs, err := filepath.Abs(path); err == nil {
			out = append(out, abs)
		}
	}
	return out
}

// stored compares the files of --files with the lock.
func (r *lockRun) stored(was *lock.Lock) (same bool, err error) {
	same = true
	for _, p := range was.Pages {
		for _, f := range append([]lock.Half{{Name: p.Name, Bytes: p.Bytes}}, p.Halves...) {
			if f.Bytes == lock.Absent {
				continue
			}
			path := filepath.Join(r.files, filepath.Base(f.Name)+".pdf")
			data, err := os.ReadFile(path)
			switch {
			case errors.Is(err, fs.ErrNotExist):
				same = false
				r.say(diag.T("存档的 %s 没有了", "the stored %s is gone", path))
			case err != nil:
				return false, fileError(exitInvalid, path, err)
			case lock.SumBytes(data) != f.Bytes:
				same = false
				r.say(diag.T("存档的 %s 与 edition.lock 不符", "the stored %s is not what edition.lock says", path))
			}
		}
	}
	return same, nil
}

func readLock(path string) (*lock.Lock, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fileError(exitInvalid, path, err)
	}
	defer f.Close()
	l, err := lock.Read(bufio.NewReader(f))
	if err != nil {
		return nil, &exitError{exitInvalid, diag.T("%[1]s 不能用：%[2]v", "%[1]s cannot be used: %[2]v", path, err)}
	}
	return l, nil
}
