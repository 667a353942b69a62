package makeup

import "paiban/layout/sheet"

// copyfit finds the ways to place all pieces at the least cost (the composer's
// price of each paragraph's setting, air at crossheads, lone lines, holes) with
// as few slots left at the end as can be. It walks the galley once with, for
// each number of slots taken so far, the cheapest way to get there: exact, and
// small because both are. ok is false if the copy is over in every way.
func (gal *galley) copyfit(slots []slot) (fl flowed, ok bool) {
	type cell struct {
		cost int64
		prev int // slots taken before this piece
		way  way
	}
	n := len(slots)
	rows := make([]map[int]cell, len(gal.pieces))
	at := map[int]int64{0: 0}
	for i, p := range gal.pieces {
		rows[i] = map[int]cell{}
		for cur := 0; cur <= n; cur++ { // in order, so that ties fall the same way always
			cost, reached := at[cur]
			if !reached {
				continue
			}
			for _, w := range p.ways(slots, cur, gal.keep(i), true) {
				c := cost + w.cost
				if old, seen := rows[i][w.end]; !seen || c < old.cost {
					rows[i][w.end] = cell{c, cur, w}
				}
			}
		}
		at = make(map[int]int64, len(rows[i]))
		for end, c := range rows[i] {
			at[end] = c.cost
		}
	}
	best, bestCost := -1, int64(0)
	for end := n; end >= 0; end-- {
		cost, reached := at[end]
		cost += holeCost * int64(n-end)
		if reached && (best < 0 || cost < bestCost) {
			best, bestCost = end, cost
		}
	}
	if best < 0 {
		return flowed{}, false
	}
	ways := make([]way, len(gal.pieces))
	for i, end := len(gal.pieces)-1, best; i >= 0; i-- {
		c := rows[i][end]
		ways[i], end = c.way, c.prev
	}
	count := map[sheet.Role]int{}
	for i, w := range ways {
		role := gal.pieces[i].role
		if count[role]++; w.extra != 0 {
			fl.moves = append(fl.moves, Move{Part: string(role), N: count[role], Lines: w.extra})
		}
		w.place(&fl, i, slots)
	}
	fl.cost = bestCost
	return fl, true
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
	least, most := gal.lines(slots)
	return least <= len(slots) && len(slots) <= most
}

// lines bounds the slots that the copy can take in the first slot's measure.
func (gal *galley) lines(slots []slot) (least, most int) {
	pitch, w := pitchOf(slots[0]), slots[0].measure
	for _, p := range gal.pieces {
		if p.role != sheet.Paragraph {
			lo, hi := p.block(w, pitch, true), p.block(w, pitch, false)
			least += lo.lines - 1
			most += hi.lines + 1 + keepBelow + 1
			continue
		}
		lo, hi := 1<<30, 0
		for _, v := range p.variants(slots[:1], 0, true) {
			lo, hi = min(lo, len(v.lines)), max(hi, len(v.lines))
		}
		least, most = least+lo, most+hi
	}
	return least, most
}
