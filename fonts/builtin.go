package fonts

// Builtin lists the faces of the program: the name an edition uses, the file in
// fonts/embedded, and what the trade calls it. song is whole (30,928 characters)
// and the last fallback of every stack.
var Builtin = []struct{ Name, File, ZH, EN string }{
	{"song", "NotoSerifSC-Regular.ttf", "宋体", "Song, body text"},
	{"song-bold", "NotoSerifSC-Bold.sub.ttf", "粗宋", "bold Song, sub-heads"},
	{"song-black", "NotoSerifSC-Black.sub.ttf", "标宋", "heavy Song, headlines"},
	{"hei", "NotoSansSC-Medium.sub.ttf", "黑体", "Hei, labels"},
	{"hei-black", "NotoSansSC-Black.sub.ttf", "大黑", "heavy Hei, headlines"},
	{"kai", "PaperKai-Regular.ttf", "楷体", "Kai, bylines and captions"},
}
