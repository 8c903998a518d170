/* A library with versioned symbols. ver_one has an old, hidden version and a default one. */
int ver_one_old(void) { return 1; }
int ver_one_new(void) { return 2; }
__asm__(".symver ver_one_old,ver_one@VER_1.0");
__asm__(".symver ver_one_new,ver_one@@VER_2.0");

int ver_two(void) { return 3; }
int ver_three(void) { return 4; }
int ver_data = 5;
