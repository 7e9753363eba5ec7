#include "textflag.h"

// func promisesAVX512(signs *uint64, pairs *pair, n int, l *line, along, gains, out *float32)
//
// Z0 has what four rows differ in, two words each, and Z1 what of it is large. Z2 and Z3 count both.
TEXT ·promisesAVX512(SB), NOSPLIT, $0-56
	MOVQ signs+0(FP), SI
	MOVQ pairs+8(FP), BX
	MOVQ n+16(FP), CX
	MOVQ l+24(FP), AX
	MOVQ along+32(FP), R11
	MOVQ gains+40(FP), R12
	MOVQ out+48(FP), DI
	VBROADCASTSS (AX), X6
	VBROADCASTSS 4(AX), X7
	VBROADCASTSS 8(AX), X8
	XORQ DX, DX

rows:
	MOVQ BX, R9
	MOVQ CX, R10
	VPXORQ Z2, Z2, Z2
	VPXORQ Z3, Z3, Z3

pieces:
	VBROADCASTI64X2 (R9), Z0
	VBROADCASTI64X2 16(R9), Z1
	VPXORQ (SI), Z0, Z0
	VPANDQ Z0, Z1, Z1
	VPOPCNTQ Z0, Z0
	VPOPCNTQ Z1, Z1
	VPADDQ Z0, Z2, Z2
	VPADDQ Z1, Z3, Z3
	ADDQ $64, SI
	ADDQ $32, R9
	DECQ R10
	JNZ  pieces

	VPADDQ Z3, Z3, Z3
	VPADDQ Z3, Z2, Z2
	VPSHUFD $0x4E, Z2, Z3
	VPADDQ Z3, Z2, Z2 // each row's count, twice in 64 bits,
	VPMOVQD Z2, Y0    // in 32,
	VPMOVQD Y0, X0    // and once

	// along + common + gain*(base - step*count)
	VCVTDQ2PS X0, X0
	VMULPS X0, X8, X0
	VSUBPS X0, X7, X0
	VMULPS (R12)(DX*1), X0, X0
	VADDPS (R11)(DX*1), X6, X1
	VADDPS X1, X0, X0
	VMOVUPS X0, (DI)(DX*1)
	ADDQ $16, DX
	CMPQ DX, $512
	JLT  rows
	VZEROUPPER
	RET

// func dotAVX2(a *int16, b *uint8, n int) int
//
// n is a multiple of 16. Y0 has eight sums of 32 bits.
TEXT ·dotAVX2(SB), NOSPLIT, $0-32
	MOVQ a+0(FP), SI
	MOVQ b+8(FP), BX
	MOVQ n+16(FP), CX
	VPXOR Y0, Y0, Y0

loop:
	VPMOVZXBW (BX), Y1
	VPMADDWD (SI), Y1, Y1
	VPADDD Y1, Y0, Y0
	ADDQ $16, BX
	ADDQ $32, SI
	SUBQ $16, CX
	JNZ  loop

	VEXTRACTI128 $1, Y0, X1
	VPMOVSXDQ X0, Y0
	VPMOVSXDQ X1, Y1
	VPADDQ Y1, Y0, Y0
	VEXTRACTI128 $1, Y0, X1
	VPADDQ X1, X0, X0
	VPSRLDQ $8, X0, X1
	VPADDQ X1, X0, X0
	VMOVQ X0, ret+24(FP)
	VZEROUPPER
	RET
