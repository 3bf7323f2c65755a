# wayout_embed_file(target symbol file [DEPENDS target])
# Puts the bytes of a file into a target. Its sources write
#     #include "embedded/<symbol>.hpp"      ->  std::string_view wayout::embedded::<symbol>()
# DEPENDS names the target that makes the file, when it is a generated one.
#
# The assembler copies the file (.incbin): a byte array in C++ source would take minutes to compile for a web page of megabytes.
function(wayout_embed_file target symbol file)
    cmake_parse_arguments(PARSE_ARGV 3 arg "" "DEPENDS" "")
    cmake_path(ABSOLUTE_PATH file)
    set(folder "${CMAKE_CURRENT_BINARY_DIR}/embedded")
    set(label "wayout_embedded_${symbol}")
    file(CONFIGURE OUTPUT "${folder}/${symbol}.hpp" @ONLY CONTENT [=[
// Made by cmake/EmbedFile.cmake.
#pragma once

#include <cstddef>
#include <string_view>

extern "C" {
extern const char @label@_begin[];
extern const char @label@_end[];
}

namespace wayout::embedded {

inline std::string_view @symbol@() {
    return {@label@_begin, static_cast<std::size_t>(@label@_end - @label@_begin)};
}

}  // namespace wayout::embedded
]=])
    file(CONFIGURE OUTPUT "${folder}/${symbol}.s" @ONLY CONTENT [=[
    .section .rodata
    .global @label@_begin
    .global @label@_end
    .balign 16
@label@_begin:
    .incbin "@file@"
@label@_end:
    .byte 0
    .section .note.GNU-stack,"",%progbits
]=])
    set_source_files_properties("${folder}/${symbol}.s" PROPERTIES OBJECT_DEPENDS "${file}")
    target_sources(${target} PRIVATE "${folder}/${symbol}.s")
    target_include_directories(${target} PRIVATE "${CMAKE_CURRENT_BINARY_DIR}")
    if(arg_DEPENDS)
        add_dependencies(${target} ${arg_DEPENDS})
    endif()
endfunction()
