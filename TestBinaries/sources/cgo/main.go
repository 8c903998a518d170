// Command cgo calls C from its own package.
package main

/*
#cgo LDFLAGS: -lm
#include <math.h>
#include <stdio.h>

static double root(double x) {
	volatile double y = x;
	return sqrt(y);
}

static void say(void) {
	puts("hello from C");
	fflush(stdout);
}
*/
import "C"

func main() {
	C.say()
	println(int(C.root(16)))
}
