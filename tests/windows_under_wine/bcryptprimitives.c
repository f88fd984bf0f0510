/* Random bytes: Rust's standard library uses this function of Windows 10, which wine 8 lacks and wine 9 has. */
#include <windows.h>

BOOLEAN NTAPI SystemFunction036(PVOID bytes, ULONG length); /* RtlGenRandom */

BOOL WINAPI ProcessPrng(PBYTE bytes, SIZE_T length) {
    while (length > 0) {
        ULONG part = length > 0x10000000 ? 0x10000000 : (ULONG)length;
        if (!SystemFunction036(bytes, part)) {
            return FALSE;
        }
        bytes += part;
        length -= part;
    }
    return TRUE;
}
