package main

// version is set by -ldflags=-X.
var version = "dev"

func main() { println("tiny", version) }
