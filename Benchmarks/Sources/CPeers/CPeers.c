#include "CPeers.h"

#include <elf.h>
#include <string.h>

uint64_t peer_symbols(const uint8_t *table, size_t count, const uint8_t *names, size_t size) {
    const Elf64_Sym *symbol = (const Elf64_Sym *)table, *end = symbol + count;
    uint64_t sum = 0;
    for (; symbol < end; symbol++) {
        sum += symbol->st_value + symbol->st_size;
        if (symbol->st_name < size)
            sum += strnlen((const char *)names + symbol->st_name, size - symbol->st_name);
    }
    return sum;
}
