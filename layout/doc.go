// Package layout is the engine's one door: Set turns a pages.toml into finished
// pages and a report. This page says how the house is built.
//
//		pages.toml ─1 edition.Read→ Edition ─2 makeup.Pages→ sheets ─3→ pdf · proof · svg · dump
//		                                       │ ↑
//		                               paragraph.Set (copy → lines)
//
//	 1. edition reads the TOML and what it names, checks all of it at once, fills
//	    every default, resolves names to pointers and keeps positions.
//	 2. makeup lays the grid, turns frames into slots (one line of one leg each),
//	    asks paragraph to set each piece of copy in the slots' measures, places
//	    heads, pictures, rules and tints, and writes a sheet.Page. lint then reads
//	    the finished sheets beside the edition and reports what an editor would mark.
//	 3. Writers walk a sheet: pdf (the only importer of gopdf), proof (PNG), svg,
//	    and the text and JSON dumps of sheet itself.
//
// Rooms, lowest first; each may import those above it in this list only:
//
//	geom       exact integer lengths, rects; "9pt" "小五" "13字"
//	fonts      (top level) faces: coverage, metrics, shaping, outlines
//	cache      on the disk, what is costly to make and always the same
//	pattern    regular expressions, compiled when first used
//	parallel   like things done side by side
//	diag       findings: code, place, hint; printing them
//	paragraph  copy → glyphs → breaks → justified lines (clreq); in it phrase, the
//	           words of heads, and hyphen, where English words part
//	sheet      the finished page: display list and block tree; no logic
//	reading    the stories, each whole on all its pages, as writers of text need them
//	jpeg       JPEG files → pixels, the same in every Go release
//	pdffile    PDF files that anyone made, read: their objects and pages
//	pdfimage   a page of a PDF → pixels, for proofs
//	picture    pictures for a press: its inks (ICC), its limit, no finer than it shows
//	edition    pages.toml → Edition
//	makeup     拼版: grid → slots, stories into slots → sheets
//	conform    PDF files held to PDF/A-2 and PDF/UA-1, rule by rule; their text by its tags
//	preflight  PDF files, whoever made them, held to what a press asks of them
//	lint       what an editor would mark on the finished pages and in their copy
//	overlay    what an editor measures a page by, drawn over it
//	pdf proof svg  writers
//	diff       two sheets and reports, as their JSON tells them, compared
//	alto mets iiif text news site  writers for archives and other systems
//	batch      many editions in one run: lists, shares, a journal, workers
//	lock       what an edition is made of and what came of it, to compare later
//	importer   what other systems give → drafts of stories
//	browsertest  Chromium, driven by the tests of pages
//	report     what Set gives, for other programs: JSON, SARIF, JUnit
//	serve      the live page; report and serve stand above the door, as the program does
//
// Three walls, kept by a test: paragraph never sees TOML or a page; writers see
// only sheet, reading, picture, fonts, assets and geom; only makeup knows both the logical
// directions (along the line, across it) and x, y.
package layout
