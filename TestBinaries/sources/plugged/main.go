// Command plugged is a plugin: Answer is what a program may look up in it.
package main

// Answer returns the answer.
func Answer() int { return 42 }

func main() {}
