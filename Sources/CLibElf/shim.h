// libelf, the independent judge of the tests.
#include <fcntl.h>
#include <gelf.h>
#include <libelf.h>
#include <string.h>
