package makeup

import (
	"slices"

	"paiban/layout/sheet"
)

// copyfit finds the ways to place all pieces at the least cost (the composer's
// price of each paragraph's setting, air at crossheads, lone lines, holes) with
// as few slots left at the end as can be. It walks the galley once with, for
// each number of slots taken so far, the cheapest way to get there: exact, and
// small because both are. ok is false if the copy is over in every way.
//
// With whole it is false, too, if the best way leaves slots at the end.
func (gal *galley) copyfit(slots []slot, whole bool) (fl flowed, ok bool) {
	rows := gal.reach(nil, slots, len(gal.pieces))
	best, bestCost := ends(rows).best(len(slots))
	if best < 0 || whole && best < len(slots) {
		return flowed{}, false
	}
	chosen := make([]way, len(gal.pieces))
	for i, end := len(gal.pieces)-1, best; i >= 0; i-- {
		at, _ := rows[i].find(end)
		chosen[i], end = rows[i][at].way, rows[i][at].prev
	}
	fl.lines = make([]placed, 0, best)
	count := map[sheet.Role]int{}
	for i, w := range chosen {
		role := gal.pieces[i].role
		if count[role]++; w.extra != 0 {
			fl.moves = append(fl.moves, Move{Part: string(role), N: count[role], Lines: w.extra})
		}
		w.place(&fl, i, slots)
	}
	fl.cost = bestCost
	return fl, true
}

// reach gives, for each of the first to pieces, the cells that it ends in. rows are
// those of the first ones, if they are known.
func (gal *galley) reach(rows []reached, slots []slot, to int) []reached {
	before := ends(rows)
	var ways []way
	for i := len(rows); i < to; i++ {
		row := make(reached, 0, len(before)+4) // a paragraph takes two lines less or more
		for _, from := range before {          // in order, so that ties fall the same way always
			ways = gal.pieces[i].ways(ways[:0], slots, from.end, gal.keep(i), true)
			for _, w := range ways {
				row.offer(cell{end: w.end, cost: from.cost + w.cost, prev: from.end, way: w})
			}
		}
		rows, before = append(rows, row), row
	}
	return rows
}

// ends gives the cells that the last piece ends in: without any, the first slot.
func ends(rows []reached) reached {
	if len(rows) == 0 {
		return reached{{}}
	}
	return rows[len(rows)-1]
}

// best gives the end that leaves the story at the least cost in n slots, -1 if there
// is none.
func (r reached) best(n int) (end int, least int64) {
	end = -1
	for k := len(r) - 1; k >= 0; k-- {
		if cost := r[k].cost + holeCost*int64(n-r[k].end); end < 0 || cost < least {
			end, least = r[k].end, cost
		}
	}
	return end, least
}

// cell is the cheapest way found to place the pieces so far in the slots up to end.
type cell struct {
	end  int
	cost int64
	prev int // slots taken before the last piece
	way  way // of the last piece
}

// reached are the cells after a piece, by their ends: few, for a piece takes a line
// more or less.
type reached []cell

// find gives the place of the cell that ends there, or where it would be.
func (r reached) find(end int) (at int, ok bool) {
	return slices.BinarySearchFunc(r, end, func(c cell, end int) int { return c.end - end })
}

// offer keeps c if no cell with its end is as cheap.
func (r *reached) offer(c cell) {
	at, seen := r.find(c.end)
	switch {
	case !seen:
		*r = slices.Insert(*r, at, c)
	case c.cost < (*r)[at].cost:
		(*r)[at] = c
	}
}

// mayFill reports whether the copy could take just these slots, by counting
// lines without placing them: a cheap no for plans that are far off.
func (gal *galley) mayFill(slots []slot) bool {
	if len(slots) == 0 {
		return false
	}
	for _, s := range slots {
		if s.measure != slots[0].measure {
			return true // measures differ: only placing tells
		}
	}
	for _, closely := range []bool{false, true} {
		if least, most := gal.lines(slots, closely); len(slots) < least || most < len(slots) {
			return false
		}
	}
	return true
}

// lines bounds the slots that the copy can take in the first slot's measure: closely
// by the lines that each paragraph can take, else by those that its style lets it.
func (gal *galley) lines(slots []slot, closely bool) (least, most int) {
	pitch, w := pitchOf(slots[0]), slots[0].measure
	for _, p := range gal.pieces {
		if p.role != sheet.Paragraph {
			lo, hi := p.block(w, pitch, true), p.block(w, pitch, false)
			least += lo.lines - 1
			most += hi.lines + 1 + keepBelow + 1
			continue
		}
		list := p.variants(slots[:1], 0, closely)
		lo, hi := list[0].lines, list[0].lines
		for _, v := range list {
			lo, hi = min(lo, v.lines), max(hi, v.lines)
		}
		if !closely {
			lo, hi = lo+min(p.st.flex[0], 0), hi+max(p.st.flex[1], 0)
		}
		least, most = least+lo, most+hi
	}
	return least, most
}
