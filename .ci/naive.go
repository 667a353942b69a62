//go:build ignore

// Naive sets the text and the pictures of the sample page by gopdf alone: lines of so
// many characters whatever they are, pictures in a row, no rule of setting, press or
// checking. `make bench` prints it beside paiban, so that figures of different machines
// can be compared.
//
//	go run .ci/naive.go PAGES FOLDER          each page a file, two at a time
//	go run .ci/naive.go -one PAGES FOLDER     all pages in one file
//
// Run it at the top of the checkout.
package main

import (
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"

	"github.com/signintech/gopdf"
)

// copyAndPictures is what a page shows.
type copyAndPictures struct {
	paragraphs, pictures []string
	font                 []byte
}

func main() {
	log.SetFlags(0)
	one := flag.Bool("one", false, "one file")
	flag.Parse()
	pages, err := strconv.Atoi(flag.Arg(0))
	if err != nil || flag.NArg() != 2 {
		log.Fatal("naive [-one] PAGES FOLDER")
	}
	c, folder := read(), flag.Arg(1)
	if *one {
		check(c.file(pages, filepath.Join(folder, "naive.pdf")))
		return
	}
	var wait sync.WaitGroup
	work := make(chan int)
	for range 2 {
		wait.Go(func() {
			for i := range work {
				check(c.file(1, filepath.Join(folder, fmt.Sprintf("naive-%03d.pdf", i))))
			}
		})
	}
	for i := range pages {
		work <- i
	}
	close(work)
	wait.Wait()
}

func read() (c copyAndPictures) {
	var err error
	c.font, err = os.ReadFile("fonts/embedded/NotoSerifSC-Regular.ttf")
	check(err)
	texts, err := filepath.Glob("assets/sample/copy/*.txt")
	check(err)
	for _, name := range texts {
		data, err := os.ReadFile(name)
		check(err)
		c.paragraphs = append(c.paragraphs, strings.Split(string(data), "\n")...)
	}
	c.pictures, err = filepath.Glob("assets/sample/pictures/*.jpg")
	check(err)
	return c
}

func (c *copyAndPictures) file(pages int, path string) error {
	var p gopdf.GoPdf
	p.Start(gopdf.Config{PageSize: gopdf.Rect{W: 1105, H: 1559}}) // 390 × 550 mm
	if err := p.AddTTFFontData("song", c.font); err != nil {
		return err
	}
	for range pages {
		if err := c.page(&p); err != nil {
			return err
		}
	}
	return p.WritePdf(path)
}

// page draws in columns of eleven characters.
func (c *copyAndPictures) page(p *gopdf.GoPdf) error {
	const measure, pitch, top, foot, column = 11, 13.6, 100, 1150, 127
	p.AddPage()
	if err := p.SetFont("song", "", 10.5); err != nil {
		return err
	}
	x, y := 50., float64(top)
	for _, text := range c.paragraphs {
		for rest := []rune(text); len(rest) > 0; {
			n := min(measure, len(rest))
			p.SetXY(x, y)
			if err := p.Text(string(rest[:n])); err != nil {
				return err
			}
			rest = rest[n:]
			if y += pitch; y > foot {
				x, y = x+column, top
			}
		}
	}
	for i, name := range c.pictures {
		if err := p.Image(name, 50+float64(i)*170, 1200, &gopdf.Rect{W: 160, H: 120}); err != nil {
			return err
		}
	}
	return nil
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
