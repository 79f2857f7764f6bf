// x86-64, System V ABI. A stub jumps here with its row in r11 and the caller's arguments in place:
// they are put aside while the function is looked up, and then it is called as if nothing had been.
    .text
    .global tenbin_load_first
    .hidden tenbin_load_first
    .type tenbin_load_first, @function
tenbin_load_first:
    .cfi_startproc
    endbr64
    push %rdi
    push %rsi
    push %rdx
    push %rcx
    push %r8
    push %r9
    push %rax                 // al: how many vector registers a variadic call uses
    .cfi_adjust_cfa_offset 56
    sub $128, %rsp            // 8 bytes of return address + 56 + 128: aligned to 16
    .cfi_adjust_cfa_offset 128
    movups %xmm0, 0(%rsp)
    movups %xmm1, 16(%rsp)
    movups %xmm2, 32(%rsp)
    movups %xmm3, 48(%rsp)
    movups %xmm4, 64(%rsp)
    movups %xmm5, 80(%rsp)
    movups %xmm6, 96(%rsp)
    movups %xmm7, 112(%rsp)
    mov %r11, %rdi
    call tenbin_load_function@PLT
    mov %rax, %r11
    movups 0(%rsp), %xmm0
    movups 16(%rsp), %xmm1
    movups 32(%rsp), %xmm2
    movups 48(%rsp), %xmm3
    movups 64(%rsp), %xmm4
    movups 80(%rsp), %xmm5
    movups 96(%rsp), %xmm6
    movups 112(%rsp), %xmm7
    add $128, %rsp
    .cfi_adjust_cfa_offset -128
    pop %rax
    pop %r9
    pop %r8
    pop %rcx
    pop %rdx
    pop %rsi
    pop %rdi
    .cfi_adjust_cfa_offset -56
    jmp *%r11
    .cfi_endproc
    .size tenbin_load_first, . - tenbin_load_first
    .section .note.GNU-stack,"",%progbits
