package main

import "paiban/layout/diag"

// printFindings prints findings, with the lines of input they are about, to the
// error stream. Nothing can be done if that is closed.
func (p *program) printFindings(fs *diag.Findings) {
	if fs != nil {
		_ = diag.Print(p.err, fs, p.lang)
	}
}
