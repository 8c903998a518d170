/* Needs three versions of the library that versions.c makes. */
int ver_one(void);
int ver_two(void);
int ver_three(void);

int main(void) { return ver_one() + ver_two() + ver_three(); }
