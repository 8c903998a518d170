/* Needs no library at all, and so builds for every processor with nothing but a compiler. */
int counter = 1;
static int limit = 100;

int grow(int by) {
    if (counter + by < limit) counter += by;
    return counter;
}
