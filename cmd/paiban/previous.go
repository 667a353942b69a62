package main

import (
	"bufio"
	"encoding/json"
	"io"
	"os"

	"github.com/spf13/cobra"

	"paiban/layout/diag"
	"paiban/layout/sheet"
)

// previousFlag is --previous of the commands that set an edition.
func (p *program) previousFlag(c *cobra.Command, files *[]string) {
	c.Flags().StringArrayVar(files, "previous", nil,
		p.t("上一次排出的`文件`（.sheet.json）：没改的段落照原样折行；可重复，按版序",
			"`file` (.sheet.json) of an earlier run, whose lines hardly changed copy keeps; repeatable, in the pages' order"))
}

// readEarlier reads the files of --previous, nil if there are none.
func readEarlier(files []string) (*sheet.Earlier, error) {
	if len(files) == 0 {
		return nil, nil
	}
	e := &sheet.Earlier{}
	for _, name := range files {
		if err := readFile(name, e.Read); err != nil {
			return nil, err
		}
	}
	return e, nil
}

// readFile gives a file to read. A file that cannot be opened and one whose
// content read refuses are told apart.
func readFile(name string, read func(io.Reader) error) error {
	f, err := os.Open(name)
	if err != nil {
		return fileError(exitInvalid, name, err)
	}
	defer f.Close()
	if err := read(bufio.NewReader(f)); err != nil {
		return &exitError{exitInvalid, diag.T("--previous：%[1]s 不是上一次排出的文件：%[2]v",
			"--previous: %[1]s is not the output of an earlier run: %[2]v", name, err)}
	}
	return nil
}

// earlierLines reads what `lines --json` printed: the lines of each paragraph, by
// its number.
func earlierLines(name string) (map[int][]string, error) {
	out := map[int][]string{}
	if name == "" {
		return out, nil
	}
	return out, readFile(name, func(r io.Reader) error {
		for dec := json.NewDecoder(r); ; {
			var l struct {
				Paragraph int    `json:"paragraph"`
				Text      string `json:"text"`
			}
			if err := dec.Decode(&l); err == io.EOF {
				return nil
			} else if err != nil {
				return err
			}
			out[l.Paragraph] = append(out[l.Paragraph], l.Text)
		}
	})
}
