module example.com/plugged

go 1.15
