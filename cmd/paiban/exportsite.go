package main

import (
	"path"
	"path/filepath"
	"strings"

	"paiban/layout/diag"
	"paiban/layout/picture"
	"paiban/layout/proof"
	"paiban/layout/sheet"
	"paiban/layout/site"
)

// smallDPI is the resolution of the pictures by which a page is chosen: a broadsheet
// is 430 pixels wide.
const smallDPI = 28

// sitePage names the picture of a page in the site.
func (r *export) sitePage(i int) string { return "pages/" + r.ed.Pages[i].Name + ".png" }

// writeSite writes the reading site into a folder of its own.
func (r *export) writeSite() error {
	if !r.wants("site") {
		return nil
	}
	small := func(i int) string { return "small/" + r.ed.Pages[i].Name + ".png" }
	type pages struct {
		name func(int) string
		dpi  int
	}
	sizes := []pages{{small, smallDPI}}
	if !r.wants("iiif") { // else writePages has written the large ones
		sizes = append(sizes, pages{r.sitePage, r.dpi})
	}
	for _, f := range sizes {
		err := notMade(filepath.Join(r.job.folder, "site"), proof.PNGs(r.ed.Pages, f.dpi, nil, func(i int, png []byte) error {
			_, err := r.write("site/"+f.name(i), asItIs(png))
			return err
		}))
		if err != nil {
			return err
		}
	}
	shown, err := r.sitePictures()
	if err != nil {
		return err
	}
	files, err := site.Files(r.ed, site.Options{Lang: r.ui, DPI: r.dpi, Image: r.sitePage, Small: small, File: r.names.story,
		Picture: func(p *sheet.Picture) string { return shown[p.Image] }})
	if err != nil {
		return &exitError{exitUnwritable, diag.T("%v", "%v", err)}
	}
	for _, f := range files {
		_, err := r.write("site/"+f.Name, asItIs(f.Data))
		if err != nil {
			return err
		}
	}
	return nil
}

// sitePictures writes the stories' pictures as browsers take them, and gives their names.
func (r *export) sitePictures() (map[*sheet.Image]string, error) {
	shown := map[*sheet.Image]string{}
	taken := map[string]bool{}
	err := r.names.eachPicture(func(name string, img *sheet.Image) error {
		format, data, _, err := picture.Web(img)
		if err != nil {
			return nil // the build told of it; the page shows what could be shown
		}
		stem := strings.TrimSuffix(path.Base(name), path.Ext(name))
		ext := "." + format
		if format == "jpeg" {
			ext = ".jpg"
		}
		shown[img] = "pictures/" + free(taken, stem, ext)
		_, err = r.write("site/"+shown[img], asItIs(data))
		return err
	})
	return shown, err
}
