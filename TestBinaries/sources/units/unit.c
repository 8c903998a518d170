/* One of many: each is compiled by another compiler, to another version of debug information. */
int NAME(int x) { return x + 1; }
