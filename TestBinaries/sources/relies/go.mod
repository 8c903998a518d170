module example.com/relies

go 1.15
