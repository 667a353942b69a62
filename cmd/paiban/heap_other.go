//go:build !linux

package main

// wantLargePages does nothing: only Linux takes the wish.
func wantLargePages([]byte) {}
