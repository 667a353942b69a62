// Command paiban sets newspaper pages from a pages.toml.
//
// This package knows flags, exit codes and printing; what a page is, layout
// knows. One file a command.
package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"paiban/layout/diag"
	"paiban/layout/edition"
)

func main() {
	ofCommand.prepare()
	out := bufio.NewWriter(os.Stdout)
	p := &program{in: os.Stdin, out: out, err: os.Stderr, outbox: &outbox{}}
	p.lang = startLang(os.Args[1:], os.Getenv)
	p.exitOnInterrupt()
	code := p.run(os.Args[1:])
	if err := out.Flush(); err != nil && code != exitUnwritable { // remembers the first write that failed
		p.complain(writeText("-", err))
		code = exitUnwritable
	}
	os.Exit(code)
}

// program is one run of the command: where it reads and writes, and in which
// language it talks.
type program struct {
	in       io.Reader
	out, err io.Writer
	lang     diag.Lang     // of help, tables and findings on the terminal
	trust    edition.Trust // what editions may read
	outbox   *outbox
}

func (p *program) run(args []string) int {
	root := p.root()
	root.SetArgs(args)
	err := root.Execute()
	var e *exitError
	switch {
	case err == nil:
		return exitClean
	case errors.As(err, &e):
		p.complain(e.text)
		return e.code
	}
	// Whatever else cobra says concerns the command line.
	p.complain(diag.T("%v", "%v", err))
	return exitUsage
}

// complain prints t to the error stream; an empty t has been said already.
func (p *program) complain(t diag.Text) {
	if s := t.In(p.lang); s != "" {
		fmt.Fprintln(p.err, "paiban: "+s)
	}
}

// say prints t and a line end to the output stream.
func (p *program) say(t diag.Text) { fmt.Fprintln(p.out, t.In(p.lang)) }

// exitOnInterrupt leaves no half-written file behind when the user breaks off.
func (p *program) exitOnInterrupt() {
	c := make(chan os.Signal, 1)
	signal.Notify(c, os.Interrupt, syscall.SIGTERM)
	go func() {
		<-c
		p.outbox.abandon()
		os.Exit(exitInterrupted)
	}()
}
