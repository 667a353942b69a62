//go:build !linux

package main

// largePages does nothing: only Linux takes the wish.
func largePages(int) {}
