# wayout_options: language level, warnings and instrumentation of our own targets. Linked PRIVATE by each of them, so that
# a project which adds us does not inherit our warnings.
add_library(wayout_options INTERFACE)
target_compile_features(wayout_options INTERFACE cxx_std_20)

# -Wextra would warn of every designated initializer that leaves a member at its default, which is what they are for.
# No contraction: a*b+c must give the same bits in a vectorised kernel and in its scalar twin.
target_compile_options(wayout_options INTERFACE
    $<$<COMPILE_LANGUAGE:CXX>:-Wall;-Wextra;-Wpedantic;-Wshadow;-Wconversion;-Wsign-conversion;-Wdouble-promotion>
    $<$<COMPILE_LANGUAGE:CXX>:-Wno-missing-field-initializers>
    $<$<COMPILE_LANGUAGE:CXX>:-ffp-contract=off>
    $<$<AND:$<COMPILE_LANGUAGE:CXX>,$<BOOL:${WAYOUT_WERROR}>>:-Werror>
)
# In a unity build the constants of one file stand before the code of the next: parameters seem to shadow them, and classes
# of headers seem to be made of types that only one file knows. Builds file by file still warn of what is really so.
if(CMAKE_UNITY_BUILD)
    target_compile_options(wayout_options INTERFACE
        $<$<COMPILE_LANGUAGE:CXX>:-Wno-shadow> $<$<COMPILE_LANG_AND_ID:CXX,GNU>:-Wno-subobject-linkage>)
endif()
target_compile_definitions(wayout_options INTERFACE $<$<BOOL:${WAYOUT_VALIDATE}>:WAYOUT_VALIDATE_ENABLED>)

if(WAYOUT_SANITIZE)
    set(sanitizer_flags -fsanitize=${WAYOUT_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    # GCC's documentation warns of false positives of this warning in instrumented code; the other presets keep it.
    target_compile_options(wayout_options INTERFACE
        $<$<COMPILE_LANGUAGE:CXX>:${sanitizer_flags}> $<$<COMPILE_LANG_AND_ID:CXX,GNU>:-Wno-maybe-uninitialized>)
    target_link_options(wayout_options INTERFACE ${sanitizer_flags})
endif()

if(WAYOUT_FUZZ)
    if(NOT CMAKE_CXX_COMPILER_ID MATCHES "Clang")
        message(FATAL_ERROR "WAYOUT_FUZZ needs clang; use: cmake --preset fuzz")
    endif()
    # Instruments the libraries under test; the fuzz targets themselves also link the libFuzzer driver (Targets.cmake).
    target_compile_options(wayout_options INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-fsanitize=fuzzer-no-link>)
    target_link_options(wayout_options INTERFACE -fsanitize=fuzzer-no-link)
endif()

if(WAYOUT_COVERAGE)
    target_compile_options(wayout_options INTERFACE $<$<COMPILE_LANGUAGE:CXX>:--coverage>)
    target_link_options(wayout_options INTERFACE --coverage)
endif()
