package main

import (
	"fmt"

	"paiban/layout/diag"
)

// printFindings prints findings, with the lines of input they are about, to the
// error stream. Nothing can be done if that is closed.
func (p *program) printFindings(fs *diag.Findings) {
	if fs != nil {
		_ = diag.Print(p.err, fs, p.lang)
	}
}

// printResult prints what a job found, and what of it does not show in the list.
func (p *program) printResult(j *job) {
	fs := j.result.Findings
	p.printFindings(fs)
	if n := waived(fs); n > 0 {
		fmt.Fprintln(p.err, p.t("另有 %d 处经豁免放行", "waived besides: %d", n))
	}
	if j.tooManyWarnings() {
		fmt.Fprintln(p.err, p.t("警告 %d 条，超过 --max-warnings %d", "warnings: %d, more than --max-warnings %d",
			fs.Count(diag.Warning), j.maxWarnings))
	}
}

func waived(fs *diag.Findings) int {
	n := 0
	for _, f := range fs.Sorted() {
		if f.Waiver != nil {
			n++
		}
	}
	return n
}
