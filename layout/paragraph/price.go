package paragraph

import (
	"paiban/layout/geom"
	"paiban/layout/paragraph/phrase"
)

// Prices are whole numbers; what a paragraph costs depends on it alone, so that
// the same copy always breaks alike. One unit is about the sight of one 字 gap
// opened by 4/1000 em. The tiers are so far apart that no sum of a lower one
// over a paragraph of ten thousand lines reaches the next; but of lines beyond the
// bounds, at the top, five of the worst are as dear as a parted word.
const (
	// A thousandth of an em squeezed out of marks, by step: the order of clreq
	// as prices. A comma made half (500/1000) costs a little more than a line of 13
	// 字 that is half an em short, and far less than one that is an em short: so
	// squeezing wins over holes, as push-in does over push-out, and not over hairs.
	priceSpace, priceBracket, priceComma, priceJoint, priceStop = 1, 3, 4, 2, 6

	// What a thousandth of an em put into word spaces costs more when they are all
	// half an em wide, and less before that in proportion: a line of six words is
	// then as dear as a parted word.
	priceWider = 15

	// A thousandth of an em that a 中西 join opens beyond ¼ em, the gap of books:
	// better than opening a whole line so far that it is seen, and worse than all
	// else.
	priceAir = 40

	// A break that parts what belongs together. unit: 2023/年 is avoided at the
	// price of a few lines half an em short, not of a bad one.
	priceWord, priceUnit, priceRange = 3_000, 6_000, 6_000

	// A word parted by a hyphen: better than word spaces half an em wide, and than a
	// ragged line that lacks a seventh of its measure.
	priceHyphen = 20_000

	// Two loose lines in a row make a light patch.
	priceLoose = 4_000
	looseGap   = 30 // thousandths of an em between two 字 from which a line counts as loose

	// A line that an earlier setting did not have, where one is given: an edit
	// should disturb few lines, but tear none open. 74 in a
	// hundred edits of one 字 then leave all other lines but two as they were; twice
	// the price wins one more, and opens a tenth more holes.
	priceMoved = 15_000

	// A gap that the eye finds by itself: half an em shared by 11 places is the
	// most that passes unseen. Up to it, a place costs a sixteenth of its square, so
	// little that a line is rather opened than its marks squeezed. Beyond it, each
	// place costs a step more than a parted unit, so that whatever else can give
	// gives first, and half its square: just so much that no line is opened by two
	// ems to save two lines opened by one.
	wideGap   = 45
	priceWide = 8_000

	// A line's end inside a clause, and behind a pause; behind a stop it is free.
	// Two versions of a paragraph that both like to end lines at marks soon end one
	// at the same mark, and from there on all lines are alike: so 51 in a hundred
	// edits of one 字 leave all other lines but two as they were, where without these
	// prices 48 do. Dearer ends win two more, but squeeze marks for them that need
	// no squeezing.
	priceInside, pricePause = 4_000, 1_500

	// Ragged lines: a line more is worse than any unevenness, whose price is the
	// square of the thousandths of the measure that a line lacks.
	priceLine = 100_000_000

	priceOrphan = 100_000_000_000     // 孤字: above all that a feasible setting can cost
	priceMisfit = 1_000_000_000_000   // a line beyond the bounds
	pricePermil = 10_000_000_000      // and each thousandth of an em a gap it is beyond them
	maxMisfit   = 2_000               // thousandths of an em that are still priced
	priceSplit  = 100_000_000_000_000 // a line that ends inside a word
	priceBarred = 400_000_000_000_000 // or where 避头尾 forbids it
	unpriced    = int64(1) << 60      // no such line
)

var stepPrice = [steps]int64{wordSpaces: priceSpace, brackets: priceBracket, pauses: priceComma, joints: priceJoint, stops: priceStop}

var tiePrice = [...]int64{noTie: 0, wordTie: priceWord, hyphenTie: priceHyphen, unitTie: priceUnit, rangeTie: priceRange}

// bondPrice is the price of a ragged line's end by what it parts. A head of two
// lines breaks between phrases rather than within one if the longer line lacks no
// more than a fifth of the measure for it; a word is not parted, nor a line begun
// with 的, for any number of lines.
var bondPrice = [...]int64{
	phrase.Free: 0, phrase.Loose: 30_000, phrase.Close: 80_000, phrase.Tight: 250_000,
	phrase.Leaning: 2 * priceOrphan, phrase.Within: 2 * priceOrphan,
}

// unbounded, as a limit's gap, lets any line exist.
const unbounded = 1 << 30

// tone is how a line looks beside its neighbours.
type tone uint8

const (
	even tone = iota
	loose
)

// part says what a share of a line's price is for.
type part uint8

const (
	forBreak   part = iota // where the line ends
	forSqueeze             // marks and spaces made narrower
	forJoins               // word spaces and 中西 joins opened
	forGaps                // places between 字 opened
	forRagged              // a line more, unevenness
	forMisfit              // what goes beyond the bounds
	forMoved               // a line that the earlier setting did not have
	parts
)

// quote is what one candidate line costs.
type quote struct {
	of    [parts]int64
	total int64 // of all parts
	tone  tone
	wide  bool // it does not fit, nor will a longer one
	none  bool // there is no such line within the limit
}

// add adds to a share.
func (q *quote) add(p part, price int64) {
	q.of[p] += price
	q.total += price
}

// limit is how far one search goes.
type limit struct {
	gap      int  // thousandths of an em between two 字; a line beyond it does not exist
	anywhere bool // lines may end between any two clusters, at their prices
}

// price says what the line of atoms [a,b) costs as line n.
func (c *composer) price(a, b, n int, lim limit) (q quote) {
	c.quote(a, b, n, lim, &q)
	return q
}

// quote is price, in a quote still empty: of a page's lines tens of thousands are
// weighed.
func (c *composer) quote(a, b, n int, lim limit, q *quote) {
	e := c.visible(a, b)
	avail := c.available(n)
	last := b == len(c.atoms) || c.atoms[b].before == demand
	over := c.natural(a, e) - avail
	if over < -avail/2 && !last && lim.gap <= maxGap {
		q.none = true // far too short: spare the rest
		return
	}
	q.add(forBreak, c.breakPrice(a, b, e, n, last))
	if c.moved(a, b) {
		q.add(forMoved, priceMoved)
	}
	var r room
	c.room(a, e, &r)
	if h := c.hangs(e); over > r.end && h > 0 {
		over -= h
		r.end = 0
	}
	switch {
	case over > 0:
		c.squeezePrice(&r, over, q)
		if q.wide && over-c.atoms[e-1].hyphen <= r.squeezable() {
			q.wide, q.none = false, true // a longer line without a hyphen may fit
		}
		if q.wide && lim.anywhere && e == a+1 { // one cluster wider than the measure
			q.add(forMisfit, priceMisfit+pricePermil*maxMisfit)
			q.wide = false
		}
	case !c.flush():
		q.add(forRagged, c.raggedPrice(-over, avail, last))
	case last && c.st.Align != Spread:
	default:
		c.stretchPrice(&r, -over-c.opens(a, -over), lim.gap, q)
	}
}

// flush reports whether lines are set to both edges.
func (c *composer) flush() bool { return c.st.Align == Justify || c.st.Align == Spread }

// breakPrice is the price of where the line ends.
func (c *composer) breakPrice(a, b, e, n int, last bool) int64 {
	if last {
		if n > 0 && b == len(c.atoms) && c.orphan(a, e) {
			return priceOrphan
		}
		return 0
	}
	at := &c.atoms[b]
	switch {
	case at.before == keep:
	case c.st.Align == Justify:
		return tiePrice[at.tie] + markPrice(c.atoms[max(a, e-1)].class)
	case c.flush():
		return tiePrice[at.tie]
	default:
		return c.phrasePrice(b)
	}
	if isWord(at.class) && isWord(c.atoms[b-1].class) {
		return priceSplit
	}
	return priceBarred
}

// markPrice is the price of a flush line's end by what stands there.
func markPrice(k class) int64 {
	switch {
	case k == stop || k == exclaim:
		return 0
	case k.isMark():
		return pricePause
	}
	return priceInside
}

// orphan reports whether the line has at most one 字 beside its marks (clreq
// #adjustments_of_orphans_and_widows).
func (c *composer) orphan(a, e int) bool {
	n := 0
	for i := a; i < e && n < 2; i++ {
		if k := c.atoms[i].class; !k.isMark() && !c.atoms[i].isBlank() {
			n++
		}
	}
	return n < 2
}

func (c *composer) permil(l geom.Length) int64 { return int64(l.MulDiv(1000, int64(c.em))) }

// squeezePrice adds the price of losing over; q.wide is set if that cannot be.
func (c *composer) squeezePrice(r *room, over geom.Length, q *quote) {
	over -= min(over, r.end)
	for k := step(0); k < noStep && over > 0; k++ {
		if d := min(over, r.shrink[k]); d > 0 {
			q.add(forSqueeze, c.permil(d)*stepPrice[k])
			over -= d
		}
	}
	q.wide = over > 0
}

// stretchPrice adds the price of gaining slack, stage by stage as stretch gives
// it. Word spaces and 中西 joins take it cheaply; the places between 字 share the
// rest by its square, since one hole shows more than many hairs.
func (c *composer) stretchPrice(r *room, slack geom.Length, most int, q *quote) {
	if d := min(slack, r.grow); d > 0 {
		q.add(forJoins, c.permil(d)*(priceSpace+c.permil(d)*priceWider/max(1, c.permil(r.grow))))
		slack -= d
	}
	hair, even := c.give.hair, geom.Length(r.plains+r.joins)
	var thin int64 // what all places open alike, thousandths of an em
	if d := min(slack, even*hair); d > 0 {
		thin = c.permil(d / even)
		q.add(forGaps, int64(even)*thin*thin/16)
		slack -= d
	}
	if d := min(slack, geom.Length(r.joins)*(c.give.jointGrow-hair)); d > 0 {
		q.add(forJoins, c.permil(d)*priceJoint)
		if over := d - geom.Length(r.joins)*(c.em/4-hair); over > 0 && c.give.joint == 0 {
			q.add(forJoins, c.permil(over)*priceAir)
		}
		slack -= d
	}
	if thin > looseGap {
		q.tone = loose
	}
	if slack > 0 {
		c.holePrice(r, slack, thin, most, q)
	}
}

// holePrice adds the price of opening the places between 字, thin wide already,
// by slack together: as stretch does it, those beside connectors only when the others
// are as wide as may be, and all alike beyond that.
func (c *composer) holePrice(r *room, slack geom.Length, thin int64, most int, q *quote) {
	bound := c.give.most
	plains, besides := geom.Length(r.plains), geom.Length(r.besides)
	inner := min(slack, plains*(bound-c.give.hair))
	outer := slack - inner
	if outer > besides*bound {
		c.misfitPrice(r, slack, thin, most, q)
		return
	}
	g, beside := thin, int64(0)
	if inner > 0 {
		g += c.permil(inner / plains)
	}
	if outer > 0 {
		beside = c.permil(outer / besides)
	}
	if max(g, beside) > int64(most) {
		q.none = true
		return
	}
	c.gapPrice(int64(r.plains), g, thin, q)
	c.gapPrice(int64(r.besides), beside, 0, q)
}

// misfitPrice is the price of a line that no place can fill within its bound.
func (c *composer) misfitPrice(r *room, slack geom.Length, thin int64, most int, q *quote) {
	if most < unbounded {
		q.none = true
		return
	}
	gaps := int64(r.plains + r.besides)
	g := c.permil(slack)
	if gaps > 0 {
		g = thin + c.permil(slack/geom.Length(gaps))
	}
	c.gapPrice(max(gaps, 1), g, thin, q)
	if c.st.Align != Spread {
		q.add(forMisfit, priceMisfit+pricePermil*min(g, maxMisfit))
	}
}

// gapPrice is the price of n places that are g wide, and were thin before.
func (c *composer) gapPrice(n, g, thin int64, q *quote) {
	h := min(g, 4000)
	if q.add(forGaps, n*(h*h-thin*thin)/16); g > wideGap {
		q.add(forGaps, n*(h*h/2+priceWide))
	}
	if g > looseGap {
		q.tone = loose
	}
}

// raggedPrice is the price of a line that is not flush: by the square of what it
// lacks, the last line too where heads are balanced.
func (c *composer) raggedPrice(slack, avail geom.Length, last bool) int64 {
	p := int64(priceLine)
	balanced := c.st.Breaks == Phrases || c.st.Breaks == Auto && c.st.Align == Center
	if !last || balanced {
		s := int64(slack.MulDiv(1000, int64(avail)))
		p += s * s
	}
	return p
}

// phrasePrice is the price of a ragged line's end before atoms[b].
func (c *composer) phrasePrice(b int) int64 {
	at, before := &c.atoms[b], &c.atoms[b-1]
	switch {
	case c.st.Breaks == Fill:
		return tiePrice[at.tie]
	case at.class == opener || before.class == closer || before.class == pause && c.text[before.from] == '、':
		return bondPrice[phrase.Loose]
	case before.isBlank() || before.class >= pause && before.class <= ellipsis:
		return bondPrice[phrase.Free]
	case at.tie == wordTie || at.tie == hyphenTie:
		return bondPrice[phrase.Tight]
	case at.tie != noTie:
		return bondPrice[phrase.Within]
	}
	if c.bonds == nil {
		c.bonds = phrase.Bonds(c.text)
	}
	return bondPrice[c.bonds[at.from]]
}
