module example.com/gosymjson

go 1.21
