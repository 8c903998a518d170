// Command plain relies on nothing.
package main

func main() { println("done") }
