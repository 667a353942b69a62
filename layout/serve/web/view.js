// A view shows one page of one build in tiles, and knows where it is looked at.
const TILE = 256, MIN_DPI = 10, MAX_DPI = 600;

export class View {
  constructor(stage) {
    this.stage = stage;
    this.sheet = stage.appendChild(document.createElement("div"));
    this.sheet.className = "sheet";
    this.level = null; // {dpi, div, tiles: Map}
    this.base = null; // {div}: the whole page, coarse, under what has not come yet
    this.page = null;
    this.generation = 0;
  }

  // show sets what is shown: a page of build rev, its query (overlays, language),
  // and the places that changed (null = all). It resolves when the new pixels
  // are on the screen, to false if something newer came in between.
  async show(page, rev, query, dirty) {
    const whole = !this.page || !this.level || this.page.name !== page.name || this.query !== query || dirty === null ||
      this.page.width !== page.width || this.page.height !== page.height;
    Object.assign(this, { page, rev, query });
    this.place();
    const done = await (whole ? this.relevel() : this.refresh(dirty));
    clearTimeout(this.idle);
    if (whole || dirty.length) this.idle = setTimeout(() => this.ground(), whole ? 0 : 400);
    return done;
  }

  // ground paints the whole page coarsely, to lie under the tiles: what comes into
  // sight is never blank.
  async ground() {
    const { page, rev, query } = this, dpi = Math.max(MIN_DPI, Math.floor(768 * 72 / Math.max(page.width, page.height)));
    const div = document.createElement("div");
    div.className = "level base";
    div.dpi = dpi;
    const keys = [];
    for (let y = 0; y * TILE < page.height * dpi / 72; y++) for (let x = 0; x * TILE < page.width * dpi / 72; x++) keys.push(x + "/" + y);
    const imgs = await Promise.all(keys.map((k) => this.load(dpi, k)));
    if (page !== this.page || rev !== this.rev || query !== this.query) return;
    div.append(...imgs.filter(Boolean));
    this.base?.div.remove();
    this.sheet.prepend(div);
    this.base = { div };
    this.place();
  }

  clear() {
    clearTimeout(this.idle);
    this.sheet.replaceChildren();
    this.level = this.base = this.page = null;
  }

  // look moves the view: zoom in CSS pixels a point, the sheet's corner at x, y.
  look(at) {
    this.at = at;
    if (!this.page) return;
    this.place();
    clearTimeout(this.timer);
    if (this.level && this.level.dpi === this.dpi()) this.fill();
    else this.timer = setTimeout(() => this.relevel(), 90);
  }

  dpi() {
    return Math.max(MIN_DPI, Math.min(MAX_DPI, Math.round(this.at.zoom * 72 * devicePixelRatio)));
  }

  place() {
    const { zoom, x, y } = this.at, s = this.sheet.style;
    s.width = this.page.width * zoom + "px";
    s.height = this.page.height * zoom + "px";
    s.transform = `translate(${x}px, ${y}px)`;
    for (const div of this.sheet.querySelectorAll(".level")) div.style.transform = `scale(${zoom * 72 / div.dpi})`;
    for (const m of this.sheet.querySelectorAll(".mark")) this.placeMark(m);
  }

  // visible lists the tiles in sight, with a margin of half a tile.
  visible(dpi) {
    const k = this.at.zoom * 72 / dpi; // CSS pixels a tile pixel
    const range = (start, size, most) => {
      const from = Math.max(0, Math.floor((-start / k - TILE / 2) / TILE));
      const to = Math.min(Math.ceil(most * dpi / 72 / TILE), Math.ceil(((size - start) / k + TILE / 2) / TILE));
      return [from, to];
    };
    const [x0, x1] = range(this.at.x, this.stage.clientWidth, this.page.width);
    const [y0, y1] = range(this.at.y, this.stage.clientHeight, this.page.height);
    const out = [];
    for (let y = y0; y < y1; y++) for (let x = x0; x < x1; x++) out.push(x + "/" + y);
    return out;
  }

  // load brings a tile, ready to be painted; null if the server has none.
  async load(dpi, key) {
    const img = new Image();
    const [x, y] = key.split("/");
    img.style.left = x * TILE + "px";
    img.style.top = y * TILE + "px";
    img.alt = "";
    img.draggable = false;
    img.src = `tile/${this.rev}/${encodeURIComponent(this.page.name)}/${dpi}/${key}?${this.query}`;
    try {
      await img.decode();
      return img;
    } catch {
      return null;
    }
  }

  // relevel paints all that is in sight at the scale of the screen, then swaps.
  async relevel() {
    const generation = ++this.generation, dpi = this.dpi();
    const div = document.createElement("div");
    div.className = "level";
    div.dpi = dpi;
    const level = { dpi, div, tiles: new Map() };
    const keys = this.visible(dpi);
    const imgs = await Promise.all(keys.map((k) => this.load(dpi, k)));
    if (generation !== this.generation) return false;
    keys.forEach((k, i) => { if (imgs[i]) { level.tiles.set(k, imgs[i]); div.append(imgs[i]); } });
    this.level?.div.remove();
    if (this.base) this.base.div.after(div);
    else this.sheet.prepend(div);
    this.level = level;
    this.place();
    this.fill();
    return true;
  }

  // refresh paints the tiles anew that changed, all of them in one frame.
  async refresh(dirty) {
    const generation = ++this.generation, level = this.level, k = level.dpi / 72 / TILE;
    const hit = new Set();
    for (const [x, y, w, h] of dirty)
      for (let j = Math.floor(y * k); j <= Math.floor((y + h) * k); j++)
        for (let i = Math.floor(x * k); i <= Math.floor((x + w) * k); i++) hit.add(i + "/" + j);
    const seen = new Set(this.visible(level.dpi));
    const keys = [...hit].filter((key) => seen.has(key));
    const imgs = await Promise.all(keys.map((key) => this.load(level.dpi, key)));
    if (level !== this.level) return false;
    for (const key of hit) if (!seen.has(key)) this.drop(key); // fetched again when it comes into sight
    keys.forEach((key, i) => { if (imgs[i]) { this.drop(key); level.tiles.set(key, imgs[i]); level.div.append(imgs[i]); } });
    return generation === this.generation;
  }

  drop(key) {
    this.level.tiles.get(key)?.remove();
    this.level.tiles.delete(key);
  }

  // fill brings the tiles that came into sight.
  async fill() {
    const level = this.level, rev = this.rev;
    await Promise.all(this.visible(level.dpi).filter((k) => !level.tiles.has(k)).map(async (key) => {
      level.tiles.set(key, null);
      const img = await this.load(level.dpi, key);
      if (level !== this.level || level.tiles.get(key)) return;
      if (!img || rev !== this.rev) level.tiles.delete(key);
      else { level.tiles.set(key, img); level.div.append(img); }
    }).map((p) => p.catch(() => {})));
    if (level === this.level && rev !== this.rev) this.fill();
  }

  // mark outlines a place on the page; null takes the outline away.
  mark(box) {
    this.sheet.querySelector(".mark")?.remove();
    if (!box) return;
    const m = this.sheet.appendChild(document.createElement("div"));
    m.className = "mark";
    m.box = box;
    this.placeMark(m);
  }

  placeMark(m) {
    const [x, y, w, h] = m.box, z = this.at.zoom;
    Object.assign(m.style, { left: x * z - 3 + "px", top: y * z - 3 + "px", width: w * z + 6 + "px", height: h * z + 6 + "px" });
  }

  // point gives the place on the page, in points, of a mouse event.
  point(e) {
    const r = this.stage.getBoundingClientRect();
    return [(e.clientX - r.left - this.at.x) / this.at.zoom, (e.clientY - r.top - this.at.y) / this.at.zoom];
  }
}
