module example.com/deps

go 1.17

require (
	example.com/incompatible v2.1.0+incompatible
	example.com/local v1.2.3
	example.com/major/v2 v2.0.0-20240102030405-abcdefabcdef
	example.com/original v1.0.0
	example.com/preview v1.0.0-rc.1
)

replace example.com/local => ../local

replace example.com/original v1.0.0 => example.com/fork v1.5.0
