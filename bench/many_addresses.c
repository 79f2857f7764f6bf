// Preloaded into wrk: each connection to this machine comes from another address of 127.0.0.0/8, as
// strangers do. The server lets one address look up 60 certificates at once and no more.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <dlfcn.h>
#include <netinet/in.h>
#include <stdatomic.h>
#include <stdint.h>
#include <sys/socket.h>

int connect(int socket, const struct sockaddr* to, socklen_t size) {
  static _Atomic uint32_t count = 0x010000;  // 127.1.0.0, and on
  static int (*real)(int, const struct sockaddr*, socklen_t);
  if (real == 0) real = (int (*)(int, const struct sockaddr*, socklen_t))dlsym(RTLD_NEXT, "connect");
  const struct sockaddr_in* target = (const struct sockaddr_in*)to;
  if (to->sa_family == AF_INET && ntohl(target->sin_addr.s_addr) >> 24 == 127) {
    struct sockaddr_in from = {.sin_family = AF_INET};
    from.sin_addr.s_addr = htonl(127u << 24 | (atomic_fetch_add(&count, 1) & 0xffffff));
    bind(socket, (struct sockaddr*)&from, sizeof from);
  }
  return real(socket, to, size);
}
