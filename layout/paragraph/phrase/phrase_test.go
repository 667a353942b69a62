package phrase

import (
	"strings"
	"testing"
)

// heads are heads with their words apart; * stands before a word that no line may
// begin with.
var heads = []string{
	"抓 组织 强 产业",
	"激活 发展 红色引擎",
	"凝聚 乡村振兴 合力",
	"市 妇女 儿童 活动中心 打造 新 平台 提供 多元 公益 服务",
	"朱乐军 粮食安全 *的 守护者",
	"让 新 就业 群体 凝聚 在 党旗 旗下",
	"新 引进 企业 投资 20万 欧元 建厂",
	"我市 召开 全市 经济 工作 会议 部署 明年 重点 工作",
	"全国 人大常委会 举行 第三十二次 会议",
	"习近平 在 中央 经济 工作 会议上 发表 重要 讲话",
	"焦作市 前 三季度 生产总值 同比 增长 5.3%",
	"一季度 新能源 汽车 出口 突破 百万辆",
	"国家 发展 改革委 关于 推动 高质量 发展 *的 指导 意见",
	"修武县 云台山镇 岸上村 发展 民宿 带动 村民 增收",
	"结婚 *的 *和 尚未 结婚 *的",
	"南京市 长江大桥 通车 五十年",
	"研究 生命 起源",
	"AI 改变 了 我们 *的 生活",
	"过程 公开 和平 发展 *与 合作",
}

func TestWords(t *testing.T) {
	for _, h := range heads {
		var got strings.Builder
		text := []rune(strings.NewReplacer(" ", "", "*", "").Replace(h))
		for i, b := range Bonds(text) {
			switch {
			case i == 0:
			case b == Leaning:
				got.WriteString(" *")
			case b != Within:
				got.WriteString(" ")
			}
			got.WriteRune(text[i])
		}
		if want := strings.ReplaceAll(h, " 了", " *了"); got.String() != want {
			t.Errorf("%s\nwant %s", got.String(), want)
		}
	}
}

// What parts phrases is looser than what parts the words of one.
func TestPhrases(t *testing.T) {
	for _, c := range []struct {
		text string
		want Bond
	}{
		{"凝聚乡村振兴|合力", Loose},
		{"擦亮党建品牌| 汇聚红色动能", Free},
		{"“千万工程”|经验", Free},
		{"妇女儿童|活动中心", Loose},
		{"激活|发展", Close},
		{"红色|动能", Close},
		{"抓|组织", Tight},
		{"在|全国", Tight},
		{"新|平台", Tight},
		{"发展|的意义", Leaning},
		{"3|个", Within},
		{"AI|软件", Close},
	} {
		before, after, _ := strings.Cut(c.text, "|")
		text := []rune(before + after)
		if got := Bonds(text)[len([]rune(before))]; got != c.want {
			t.Errorf("%s: %d, want %d", c.text, got, c.want)
		}
	}
}

func TestBondsOfNothing(t *testing.T) {
	for _, s := range []string{"", " ", "，", "字", "𠮷野家", "\U0010FFFF", "𠮷𠮷"} {
		if got := Bonds([]rune(s)); len(got) != len([]rune(s)) || len(got) > 0 && got[0] != Free {
			t.Errorf("%q: %v", s, got)
		}
	}
}

// Every word listed is found.
func TestWordsAreFound(t *testing.T) {
	for n := 1; n <= maxWord; n++ {
		records, count := list(n)
		if count < 100 {
			t.Errorf("%d words of %d characters", count, n)
		}
		for i := range count {
			var w []rune
			for k := range n {
				w = append(w, rune(records[i*(2*n+1)+2*k])<<8|rune(records[i*(2*n+1)+2*k+1]))
			}
			if _, ok := look(w); !ok {
				t.Fatalf("%s is not found", string(w))
			}
		}
	}
	if _, ok := look([]rune("的的")); ok {
		t.Error("的的 is a word")
	}
}

func FuzzBonds(f *testing.F) {
	for _, h := range heads {
		f.Add(h)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if got := Bonds([]rune(s)); len(got) != len([]rune(s)) {
			t.Errorf("%d bonds for %d characters", len(got), len([]rune(s)))
		}
	})
}

func BenchmarkBonds(b *testing.B) {
	text := []rune("市妇女儿童活动中心打造新平台提供多元公益服务")
	for b.Loop() {
		Bonds(text)
	}
}
