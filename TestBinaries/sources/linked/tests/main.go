// Links what only tests need.
package main

import (
	"os"
	"testing"
)

func main() {
	result := testing.Benchmark(func(b *testing.B) {
		for i := 0; i < b.N; i++ {
			if len(os.Args) == 0 {
				b.Fatal("no name")
			}
		}
	})
	println(result.String())
}
