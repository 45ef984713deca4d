// The least a C++ program does: what a start of the tool is compared with.
int main() {}
