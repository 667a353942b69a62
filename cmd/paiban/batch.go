package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"
	"golang.org/x/term"

	"paiban/fonts"
	"paiban/fonts/embedded"
	"paiban/layout/batch"
	"paiban/layout/cache"
	"paiban/layout/diag"
	"paiban/layout/edition"
)

// batchRun is one run of `paiban batch`.
type batchRun struct {
	*program
	cmd      *cobra.Command
	fonts    *fonts.Library    // shared: each face is parsed once
	cache    *cache.Store      // shared
	pictures *edition.Pictures // shared
	job      job               // press and date, the same for all
	sheets   bool
	jobs     int
	shard    string
	shards   int
	journal  string
	again    bool
	discard  bool
	merge    bool

	share batch.Shard
	bar   *progressbar.ProgressBar
	pages atomic.Int64
}

func (p *program) batchCmd() *cobra.Command {
	r := &batchRun{program: p}
	c := &cobra.Command{
		Use:   "batch PATTERN|LIST…",
		Short: p.t("成批拼版：许多期一起排", "build many editions"),
		Long: p.t(`成批拼版，用满各个处理器核。参数是 pages.toml、它所在的文件夹、通配符（加引号），或每行一个路径的清单文件
（- 为标准输入）。一期出错，不影响别的期。

完成的期记在 batch.journal 里，中途断了（断电、kill -9 也一样），用同一命令接着排：已排好而输入没变的不再
排，失败的重排。--again 从头来过。不写 --out 时各期输出到各自的 out 文件夹。

分给多台机器：--shard 2/8 只排八份中的第二份；在阵列作业里用 --shards 8，份号取自 SLURM_ARRAY_TASK_ID、
JOB_COMPLETION_INDEX 或 AWS_BATCH_JOB_ARRAY_INDEX。各份写进同一个 --out，各有记录；都排完后用同样的清单
运行 --merge，检查是否齐全，写出 batch.json。作业文件样例见 docs/jobs。

退出码取各期中最大的；失败的期列在最后。`,
			`Build many editions on all cores. Arguments are pages.toml files, folders with one,
patterns (in quotes), or files that list one of these a line (- is the standard input).
One edition's failure does not stop the others.

What is done is kept in batch.journal: a run that was broken off – by kill -9 or the
power, too – is taken up by the same command; what is done and has its inputs unchanged
is not built again, what failed is. --again begins anew. Without --out each edition is
written to an out folder of its own.

Over several machines: --shard 2/8 builds the second of eight shares; in an array job
give --shards 8, and the share's number is SLURM_ARRAY_TASK_ID, JOB_COMPLETION_INDEX or
AWS_BATCH_JOB_ARRAY_INDEX. All write to one --out, each with a journal of its own; run
--merge with the same list in the end: it checks that nothing is missing and writes
batch.json. Job files to start from are in docs/jobs.

The exit code is the highest of all editions'; those that failed are listed at the end.`),
		Example: "  paiban batch 'archive/2024-*/pages.toml' --out built\n  paiban batch list.txt --out built --shards 8\n  paiban batch list.txt --out built --merge",
		RunE:    r.run,
	}
	f := c.Flags()
	f.StringVar(&r.job.dir, "out", "", p.t("输出到哪个`文件夹`，每期一个子文件夹", "`folder` to write to, a folder in it an edition"))
	f.StringVar(&r.job.asOf, "as-of", "", p.t("按哪一`日期`判断豁免是否过期；不写则按本期日期", "`date` that waivers are held against; default: the edition's"))
	f.StringVar(&r.job.press, "press", "", p.pressUsage())
	f.BoolVar(&r.sheets, "sheet", false, p.t("另写 <版名>.sheet.json", "also write <page>.sheet.json"))
	r.job.cache.flags(p, c)
	f.IntVar(&r.jobs, "jobs", max(2, runtime.GOMAXPROCS(0)), p.t("同时排几`期`", "`editions` at once"))
	f.Lookup("jobs").DefValue = "" // the machine's cores, two at least: help must not depend on them
	f.StringVar(&r.shard, "shard", "", p.t("只排第`几份/共几份`", "build this `share/of` only"))
	f.IntVar(&r.shards, "shards", 0, p.t("共几`份`，份号取自阵列作业的环境变量", "number of `shares`; which one the array job's environment says"))
	f.StringVar(&r.journal, "journal", "", p.t("记录`文件`；不写则为输出文件夹里的 batch.journal", "journal `file`; default: batch.journal in the out folder"))
	f.BoolVar(&r.again, "again", false, p.t("不管记录，全部重排", "build everything again"))
	f.BoolVar(&r.discard, "digests-only", false, p.t("只记摘要，不写版面文件", "keep digests only, write no pages"))
	f.BoolVar(&r.merge, "merge", false, p.t("不排，只检查各份是否齐全", "build nothing, check that all shares are complete"))
	return c
}

func (r *batchRun) run(c *cobra.Command, args []string) error {
	r.cmd = c
	all, err := r.check(args)
	if err != nil {
		return err
	}
	if r.merge {
		return r.mergeShards(all)
	}
	path := r.journalPath()
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		return fileError(exitUnwritable, filepath.Dir(path), err)
	}
	j, err := batch.OpenJournal(path, r.again)
	if err != nil {
		return r.journalError(path, err)
	}
	defer j.Close()
	ofBatch.prepare()
	r.fonts, r.cache = embedded.Library(), r.job.cache.open()
	r.pictures = edition.NewPictures(inMemory)
	run := &batch.Run{Editions: r.share.Of(all), Journal: j, Jobs: r.jobs, Build: r.build, Place: r.place, Keep: r.still, Ended: r.ended}
	todo := run.Todo()
	r.begin(len(run.Editions), len(run.Editions)-len(todo))
	err = run.Do(todo)
	if r.bar != nil {
		r.bar.Finish()
		fmt.Fprintln(r.err)
	}
	if err != nil {
		return fileError(exitUnwritable, path, err)
	}
	return r.sum(path, run, len(todo))
}

func (r *batchRun) journalError(path string, err error) error {
	if errors.Is(err, batch.ErrBusy) {
		return &exitError{exitUnwritable, diag.T("另一个 paiban batch 正在用 %s", "another paiban batch is using %s", path)}
	}
	return &exitError{exitUnwritable, diag.T("记录文件不能用：%[1]v", "the journal cannot be used: %[1]v", err)}
}

// check looks at flags and arguments and gives the editions of all shares.
func (r *batchRun) check(args []string) ([]batch.Edition, error) {
	if err := r.job.checkPress(); err != nil {
		return nil, err
	}
	if err := r.job.checkAsOf(); err != nil {
		return nil, err
	}
	if len(args) == 0 {
		return nil, usageError(diag.T("要排哪些期？给出通配符或清单文件", "which editions? give a pattern or a list"))
	}
	if r.jobs < 1 || r.shards < 0 {
		return nil, usageError(diag.T("--jobs、--shards 要大于 0", "--jobs and --shards must be above 0"))
	}
	if err := r.findShare(); err != nil {
		return nil, err
	}
	all, err := batch.List(args, r.in)
	var pe *os.PathError
	switch {
	case errors.As(err, &pe) && pe.Op == "match":
		return nil, &exitError{exitInvalid, diag.T("没有文件符合“%s”", "nothing matches %q", pe.Path)}
	case errors.As(err, &pe):
		return nil, fileError(exitInvalid, pe.Path, pe.Err)
	case err != nil:
		return nil, &exitError{exitInvalid, diag.T("清单不能用：%[1]v", "the list cannot be used: %[1]v", err)}
	case len(all) == 0:
		return nil, &exitError{exitInvalid, diag.T("清单是空的", "the list is empty")}
	}
	return all, nil
}

// findShare finds out which share this run is to build.
func (r *batchRun) findShare() (err error) {
	switch {
	case r.merge:
		return nil
	case r.shard != "" && r.shards != 0:
		return usageError(diag.T("--shard 和 --shards 只能写一个", "write --shard or --shards, not both"))
	case r.shard != "":
		if r.share, err = batch.ParseShard(r.shard); err != nil {
			return usageError(diag.T("--shard：“%s”不是 2/8 这样的份号", "--shard: %q is not a share such as 2/8", r.shard))
		}
		return nil
	}
	r.share, err = batch.EnvShard(os.Getenv, r.shards)
	switch {
	case errors.Is(err, batch.ErrNoCount):
		return usageError(diag.T("这是阵列作业中的一份，但不知道共有几份：用 --shards 写明；若要全部排，写 --shard 1/1",
			"this is one task of an array job, but of how many? give --shards, or --shard 1/1 to build all"))
	case err != nil:
		return usageError(diag.T("阵列作业的环境变量不对：%[1]v", "the array job's environment is wrong: %[1]v", err))
	case r.shards > 0 && r.share.N == 0:
		return usageError(diag.T("写了 --shards，却不在阵列作业里：用 --shard 写明份号", "--shards without an array job: say which share with --shard"))
	}
	return nil
}

// home is the folder of journals.
func (r *batchRun) home() string {
	if r.job.dir != "" {
		return r.job.dir
	}
	return "."
}

func (r *batchRun) journalPath() string {
	switch {
	case r.journal != "":
		return r.journal
	case r.share.N > 1:
		return filepath.Join(r.home(), fmt.Sprintf("batch-%d-of-%d.journal", r.share.I, r.share.N))
	}
	return filepath.Join(r.home(), "batch.journal")
}

// folder is where an edition's files go.
func (r *batchRun) folder(e batch.Edition) string {
	if r.job.dir == "" {
		return filepath.Join(filepath.Dir(e.Input), "out")
	}
	return filepath.Join(r.job.dir, filepath.FromSlash(e.Out))
}

// begin shows where the run starts: a bar on a terminal, a line elsewhere.
func (r *batchRun) begin(all, done int) {
	if done > 0 {
		fmt.Fprintln(r.err, r.t("%[1]d 期中已有 %[2]d 期排好", "%[2]d of %[1]d editions are done already", all, done))
	}
	f, ok := r.err.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) || all == done {
		return
	}
	r.bar = progressbar.NewOptions(all-done, progressbar.OptionSetWriter(r.err), progressbar.OptionShowCount(),
		progressbar.OptionSetPredictTime(true), progressbar.OptionSetDescription(r.t("拼版", "building")))
	_ = r.bar.RenderBlank() // a bar that cannot be drawn stops nothing
}

// ended tells of an edition that did not come out clean.
func (r *batchRun) ended(e batch.Edition, entry batch.Entry) {
	r.pages.Add(int64(entry.Pages))
	if entry.Code != exitClean {
		if r.bar != nil {
			_ = r.bar.Clear()
		}
		fmt.Fprintln(r.err, r.batchLine(e.Key, entry))
	}
	if r.bar != nil {
		_ = r.bar.Add(1)
	}
}

func (r *batchRun) batchLine(key string, e batch.Entry) string {
	what := r.t("有错误", "has errors")
	if e.Failed() {
		what = r.t("没有排成", "failed")
	}
	return fmt.Sprintf("%s: %s: %s", key, what, e.Why)
}

// sum tells what came of it all.
func (r *batchRun) sum(path string, run *batch.Run, built int) error {
	j, err := batch.ReadJournal(path)
	if err != nil {
		return fileError(exitUnwritable, path, err)
	}
	worst, errs, failed := exitClean, 0, []string(nil)
	for _, e := range run.Editions {
		entry := j.Done[e.Key]
		worst = max(worst, entry.Code)
		switch {
		case entry.Failed():
			failed = append(failed, e.Key)
		case entry.Code != exitClean:
			errs++
		}
	}
	r.say(diag.T("共 %[1]d 期：本次排 %[2]d 期 %[3]d 版，此前已好 %[4]d 期；有错误的 %[5]d 期，没有排成的 %[6]d 期",
		"editions: %[1]d; built now: %[2]d (pages: %[3]d); done before: %[4]d; with errors: %[5]d; failed: %[6]d",
		len(run.Editions), built, r.pages.Load(), len(run.Editions)-built, errs, len(failed)))
	for _, key := range failed {
		fmt.Fprintln(r.out, "  "+r.batchLine(key, j.Done[key]))
	}
	return exit(min(worst, exitUnwritable))
}

// firstLine shortens a reason to what fits a line.
func firstLine(s string) string {
	s, _, _ = strings.Cut(s, "\n")
	return clip(s, 200)
}
