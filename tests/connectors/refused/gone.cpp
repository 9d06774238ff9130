// The library that missing_dependency is linked to, built under a name nobody finds at run time.
extern "C" __attribute__((visibility("default"))) int crosswalk_gone();
int crosswalk_gone() { return 0; }
