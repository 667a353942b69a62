package main

import (
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"paiban/layout/cache"
)

// cacheVar names the folder of converted pictures, as --cache does; "off" is none.
const cacheVar = "PAIBAN_CACHE"

// cacheFlags says where converted pictures are kept between runs.
type cacheFlags struct {
	dir  string
	none bool
}

func (f *cacheFlags) flags(p *program, c *cobra.Command) {
	c.Flags().StringVar(&f.dir, "cache", "",
		p.t("转换好的图片存在哪个`文件夹`，下次不再转换；不写则依 "+cacheVar+"，再则为系统的缓存文件夹。输出不因它而变",
			"`folder` that keeps converted pictures for the next run; default from "+cacheVar+", else the system's for caches. It changes no output"))
	c.Flags().BoolVar(&f.none, "no-cache", false,
		p.t("不存也不用转换好的图片", "keep and use no converted pictures"))
}

// inMemory is how many bytes of converted pictures a run keeps in memory for its other
// pages, and a batch again of the files: the pictures of some ten pages, which many more
// may share.
const inMemory = 24 << 20

// open gives the store, without a folder if there is to be none or no place for it.
func (f *cacheFlags) open() *cache.Store {
	dir := f.dir
	if dir == "" {
		dir = os.Getenv(cacheVar)
	}
	if f.none || f.dir == "" && dir == "off" {
		return cache.Memory(inMemory)
	}
	if dir == "" {
		user, err := os.UserCacheDir()
		if err != nil {
			return cache.Memory(inMemory)
		}
		dir = filepath.Join(user, "paiban")
	}
	return cache.Open(dir, cache.Size).InMemory(inMemory)
}
