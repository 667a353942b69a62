package main

import (
	"errors"
	"io/fs"
	"syscall"

	"paiban/layout/diag"
)

// The exit codes of all commands.
const (
	exitClean       = 0   // done; there may be warnings
	exitFindings    = 1   // findings of severity error, overset among them
	exitUsage       = 2   // the command line is wrong
	exitInvalid     = 3   // input unreadable or invalid: no page was written
	exitUnwritable  = 4   // output could not be written
	exitInterrupted = 130 // broken off by the user
)

// exitError ends the program with a code. An empty text has been said already.
type exitError struct {
	code int
	text diag.Text
}

func (e *exitError) Error() string { return e.text.EN }

// exit is an exitError whose reason has been printed, nil for exitClean.
func exit(code int) error {
	if code == exitClean {
		return nil
	}
	return &exitError{code: code}
}

func usageError(t diag.Text) error { return &exitError{exitUsage, t} }

// fileError says that nothing can be done with a file: code tells whether it is
// read or written.
func fileError(code int, path string, err error) error {
	if code == exitUnwritable {
		return &exitError{code, writeText(path, err)}
	}
	r := reason(err)
	return &exitError{code, diag.T("读不成 %[1]s：%[2]s", "cannot read %[1]s: %[3]s", path, r.ZH, r.EN)}
}

func writeText(path string, err error) diag.Text {
	r := reason(err)
	if path == "-" {
		return diag.T("输出写不成：%[1]s", "cannot write the output: %[2]s", r.ZH, r.EN)
	}
	return diag.T("写不成 %[1]s：%[2]s", "cannot write %[1]s: %[3]s", path, r.ZH, r.EN)
}

// reasons puts the system's usual refusals into the user's language.
var reasons = []struct {
	err  error
	text diag.Text
}{
	{fs.ErrNotExist, diag.Text{ZH: "没有这个文件或文件夹", EN: "no such file or folder"}},
	{fs.ErrPermission, diag.Text{ZH: "没有权限", EN: "permission denied"}},
	{fs.ErrExist, diag.Text{ZH: "已经存在", EN: "it exists already"}},
	{syscall.ENOTDIR, diag.Text{ZH: "路径中有一段不是文件夹", EN: "a part of the path is not a folder"}},
	{syscall.EISDIR, diag.Text{ZH: "那是一个文件夹", EN: "it is a folder"}},
	{syscall.ENOSPC, diag.Text{ZH: "磁盘已满", EN: "the disk is full"}},
	{syscall.EROFS, diag.Text{ZH: "磁盘是只读的", EN: "the disk is read-only"}},
}

func reason(err error) diag.Text {
	for _, r := range reasons {
		if errors.Is(err, r.err) {
			return r.text
		}
	}
	return diag.T("%v", "%v", err)
}
