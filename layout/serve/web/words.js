// The page's texts in both languages. Findings come from the program in both.
const words = {
  zoomOut: ["缩小", "zoom out"], zoomIn: ["放大", "zoom in"], fit: ["全版", "fit"], fitWidth: ["版宽", "width"],
  overlays: ["叠画", "overlays"], compare: ["对照", "compare"], panel: ["侧栏", "panel"], help: ["按键", "keys"],
  before: ["上一次无误的版面", "last good build"], now: ["现在", "now"], pages: ["版面", "pages"],
  stories: ["稿件", "stories"], story: ["稿件", "story"], legs: ["分栏", "legs"], lines: ["行", "lines"], chars: ["字", "字"], fitting: ["余缺", "fit"],
  place: ["此处", "here"], findings: ["问题", "findings"], none: ["没有问题", "nothing to report"],
  keys: ["按键", "keys"], close: ["关闭", "close"],
  over: ["溢 {0} 字 {1} 行", "over {0}字, {1} lines"], room: ["余 {0} 字 {1} 行", "room {0}字, {1} lines"], full: ["正好", "full"],
  broken: ["输入有误，显示的是上一次排成的版面", "The input has errors; this is the last page that could be set"],
  nothing: ["输入有误，还没有排成过", "The input has errors; nothing could be set yet"],
  lost: ["与 paiban serve 的连接断了，正在重连……", "The connection to paiban serve is lost; trying again…"],
  error: ["错误", "error"], warning: ["警告", "warning"], note: ["提示", "note"], waived: ["已豁免", "waived"],
  count: ["{0} 个错误，{1} 个警告", "{0} errors, {1} warnings"], edit: ["打开", "open"],
  grid: ["版样纸", "grid"], baselines: ["行线", "baselines"], legsOverlay: ["分栏", "legs"], frames: ["框", "frames"], bounds: ["边界", "bounds"],
  ink: ["油墨", "ink"], ppi: ["图片分辨率", "picture resolution"], misfit: ["松紧", "loose and tight lines"], overset: ["溢文", "overset"],
  standing: ["栏目题", "standing head"], kicker: ["引题", "kicker"], head: ["主题", "head"], deck: ["副题", "deck"], byline: ["署名", "byline"],
  dateline: ["电头", "dateline"], crosshead: ["小标题", "crosshead"], paragraph: ["正文", "paragraph"], caption: ["图说", "caption"], credit: ["图片署名", "credit"],
  figure: ["图片", "picture"], folio: ["报眉", "folio line"], nameplate: ["报头", "nameplate"], frame: ["框", "frame"],
  text: ["文字", "type"], tint: ["底色", "tint"], picture: ["图片", "picture"], paper: ["纸白", "paper"],
  kMove: ["移动", "move"], kZoom: ["缩放", "zoom"], kFit: ["全版、版宽", "whole page, page width"], kPage: ["上一版、下一版", "page before, next page"],
  kFinding: ["上一个、下一个问题", "finding before, next finding"], kOverlay: ["第几种叠画", "overlay by its number"], kCompare: ["与上一次无误的版面对照", "side by side with the last good build"],
  kPanel: ["侧栏", "panel"], kClick: ["看这里出自哪一行；双击在编辑器里打开", "which line stands here; double click opens the editor"], kClose: ["关闭、取消", "close"],
};

let lang = 0;

export const chooseLang = (name) => { lang = name === "en" ? 1 : 0; };
export const langName = () => ["zh", "en"][lang];

// t gives a text, its {0}, {1} … replaced.
export const t = (key, ...args) => (words[key] ?? [key, key])[lang].replace(/\{(\d)\}/g, (_, i) => args[i]);

// pick chooses from a text that came in both languages.
export const pick = (both) => both[langName()];
