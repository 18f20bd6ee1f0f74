// Lets EmulatedDevice call any number of compiled kernel libraries: the JVM binds a native method to one library only.
#include <dlfcn.h>

extern "C" long long Java_dev_palate_core_cuda_EmulatedDevice_open(void *, void *, long long path) {
    return (long long)dlopen((const char *)path, RTLD_NOW | RTLD_LOCAL);
}

extern "C" int Java_dev_palate_core_cuda_EmulatedDevice_execute(
        void *, void *, long long library, long long name, long long words, long long gridX, int gridY, int threads) {
    typedef int (*Launch)(const char *, long long *, long long, int, int);
    Launch launch = (Launch)dlsym((void *)library, "launch");
    return launch ? launch((const char *)name, (long long *)words, gridX, gridY, threads) : -1;
}
