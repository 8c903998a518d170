// Command hash adds up a sum.
package main

import "crypto/sha256"

func main() { println(sha256.Sum256([]byte("hash"))[0]) }
