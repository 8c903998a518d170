	.build_version macos, 12, 3 sdk_version 13, 1
	.section __TEXT,__text,regular,pure_instructions
	.globl _function
_function:
	nop
	.data_region jt32
	.long 0
	.end_data_region
	.linker_option "-lfoo"
	.linker_option "-framework", "Bar"
	.section __DATA,__data
	.long _weak_import
	.zerofill __DATA,__bss,_zeroes,16,3
	.comm _common,8,2
	.weak_reference _weak_import
	.private_extern _private
	.globl _private
_private:
	.long _function
	.globl _weak_definition
	.weak_definition _weak_definition
_weak_definition:
	.long 1
	.no_dead_strip _private
	.globl _absolute
_absolute = 42
	.subsections_via_symbols
