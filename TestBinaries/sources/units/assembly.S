	.text
	.globl nothing
	.type nothing, %function
nothing:
	nop
	.size nothing, . - nothing
	.section .note.GNU-stack,"",%progbits
