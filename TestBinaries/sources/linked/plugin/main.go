// Command plugin opens a plugin.
package main

import "plugin"

func main() {
	opened, err := plugin.Open("none.so")
	println(opened != nil, err == nil)
}
