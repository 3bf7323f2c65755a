# The kinds of target wayout consists of. Every CMakeLists.txt below src/, tests/, benchmarks/ and fuzz/ is a call of one of these.
include(GoogleTest)

function(wayout_add_subdirectory_if_present folder)
    if(EXISTS "${CMAKE_CURRENT_SOURCE_DIR}/${folder}/CMakeLists.txt")
        add_subdirectory(${folder})
    endif()
endfunction()

# Files of a unity build (CMAKE_UNITY_BUILD) that are compiled as one: of so many the headers cost little beside the code, and
# fewer would keep two cores less busy.
set(CMAKE_UNITY_BUILD_BATCH_SIZE 8)

# Our options and include roots: "core/assert.hpp" is in src/, <wayout/error.hpp> in include/.
function(_wayout_configure target)
    set_target_properties(${target} PROPERTIES CXX_EXTENSIONS OFF)
    target_link_libraries(${target} PRIVATE wayout_options)
    target_include_directories(${target} PRIVATE "${PROJECT_SOURCE_DIR}/src" PUBLIC "${PROJECT_SOURCE_DIR}/include")
endfunction()

# Code that runs once a run, or once a file: no slower for it that anybody could notice, and compiled in two thirds of the time.
set(_wayout_cold $<$<AND:$<COMPILE_LANGUAGE:CXX>,$<CONFIG:Release>>:-O1>)

# wayout_module(name [COLD | FILE_BY_FILE] SOURCES file... [DEPENDS module...] [LIBRARIES target...])
# The static library wayout_<name>. DEPENDS: modules of ours; LIBRARIES: third-party targets used in its sources.
# FILE_BY_FILE: never a unity build, in which the compiler inlines the shortest loops less: geometry's locate() executed 16 % more
# instructions, navigation's way ahead took 20 % longer.
# Without SOURCES the module is headers only.
function(wayout_module name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "COLD;FILE_BY_FILE" "" "SOURCES;DEPENDS;LIBRARIES")
    if(arg_UNPARSED_ARGUMENTS)
        message(FATAL_ERROR "wayout_module(${name}): unexpected ${arg_UNPARSED_ARGUMENTS}")
    endif()
    list(TRANSFORM arg_DEPENDS PREPEND wayout_)
    if(arg_SOURCES)
        add_library(wayout_${name} STATIC ${arg_SOURCES})
        _wayout_configure(wayout_${name})
        if(arg_COLD)
            target_compile_options(wayout_${name} PRIVATE ${_wayout_cold})
        elseif(arg_FILE_BY_FILE)
            set_target_properties(wayout_${name} PROPERTIES UNITY_BUILD OFF)
        endif()
        target_link_libraries(wayout_${name} PUBLIC ${arg_DEPENDS} PRIVATE ${arg_LIBRARIES})
    else()
        add_library(wayout_${name} INTERFACE)
        target_include_directories(wayout_${name} INTERFACE "${PROJECT_SOURCE_DIR}/include")
        target_link_libraries(wayout_${name} INTERFACE ${arg_DEPENDS} ${arg_LIBRARIES})
    endif()
    target_link_libraries(wayout INTERFACE wayout_${name})
endfunction()

# wayout_executable(target OUTPUT name SOURCES file... [DEPENDS module...] [LIBRARIES target...])
# A program that ends up at the top of the build folder, so that the release build leaves build/release/wayout.
# src/cli calls it as wayout_executable(wayout_program OUTPUT wayout ...): scripts/build builds that target.
function(wayout_executable target)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "OUTPUT" "SOURCES;DEPENDS;LIBRARIES")
    list(TRANSFORM arg_DEPENDS PREPEND wayout_)
    add_executable(${target} ${arg_SOURCES})
    _wayout_configure(${target})
    target_compile_options(${target} PRIVATE ${_wayout_cold})
    target_link_libraries(${target} PRIVATE ${arg_DEPENDS} ${arg_LIBRARIES})
    set_target_properties(${target} PROPERTIES
        OUTPUT_NAME "${arg_OUTPUT}" RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}")
    if(PROJECT_IS_TOP_LEVEL)
        install(TARGETS ${target} RUNTIME)
    endif()
endfunction()

# wayout_test(target LABEL label SOURCES file... [DEPENDS module...] [LIBRARIES target...] [TIMEOUT seconds])
# A GoogleTest program; each TEST in it becomes one ctest with the label.
function(wayout_test target)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "LABEL;TIMEOUT" "SOURCES;DEPENDS;LIBRARIES")
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 120)
    endif()
    if(WAYOUT_SANITIZE)
        math(EXPR arg_TIMEOUT "${arg_TIMEOUT} * 10")
    endif()
    list(TRANSFORM arg_DEPENDS PREPEND wayout_)
    add_executable(${target} ${arg_SOURCES})
    _wayout_configure(${target})
    # The code under test is what we ship; the tests themselves need no more than this, and compile in half the time.
    target_compile_options(${target} PRIVATE ${_wayout_cold})
    target_link_libraries(${target} PRIVATE ${arg_DEPENDS} ${arg_LIBRARIES} GTest::gtest_main)
    # Listing the tests when ctest runs, not when the program is linked, keeps the build free of running our code.
    gtest_discover_tests(${target} DISCOVERY_MODE PRE_TEST DISCOVERY_TIMEOUT 60
        WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}"
        PROPERTIES LABELS "${arg_LABEL}" TIMEOUT ${arg_TIMEOUT}
    )
endfunction()

# wayout_unit_test(module SOURCES file... [DEPENDS module...] [LIBRARIES target...]) makes test_<module>.
function(wayout_unit_test module)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;DEPENDS;LIBRARIES")
    wayout_test(test_${module} LABEL unit SOURCES ${arg_SOURCES}
        DEPENDS ${module} ${arg_DEPENDS} LIBRARIES ${arg_LIBRARIES})
endfunction()

# wayout_benchmark(target SOURCES file... [DEPENDS module...] [LIBRARIES target...]): a Google Benchmark program.
function(wayout_benchmark target)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;DEPENDS;LIBRARIES")
    list(TRANSFORM arg_DEPENDS PREPEND wayout_)
    add_executable(${target} ${arg_SOURCES})
    _wayout_configure(${target})
    target_link_libraries(${target} PRIVATE ${arg_DEPENDS} ${arg_LIBRARIES} benchmark::benchmark_main)
endfunction()

# wayout_fuzz_target(name SOURCES file... CORPUS folder [DEPENDS module...] [LIBRARIES target...])
# SOURCES define LLVMFuzzerTestOneInput. In the fuzz preset the program fuzz_<name> searches for new inputs; in every other
# build the same program replays the corpus folder, as the ctest fuzz.<name>.
function(wayout_fuzz_target name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "CORPUS" "SOURCES;DEPENDS;LIBRARIES")
    list(TRANSFORM arg_DEPENDS PREPEND wayout_)
    add_executable(fuzz_${name} ${arg_SOURCES})
    _wayout_configure(fuzz_${name})
    target_link_libraries(fuzz_${name} PRIVATE ${arg_DEPENDS} ${arg_LIBRARIES})
    cmake_path(ABSOLUTE_PATH arg_CORPUS)
    if(WAYOUT_FUZZ)
        target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
        add_test(NAME fuzz.${name} COMMAND fuzz_${name} -runs=0 "${arg_CORPUS}")
    else()
        target_sources(fuzz_${name} PRIVATE "${PROJECT_SOURCE_DIR}/fuzz/replay_corpus.cpp")
        add_test(NAME fuzz.${name} COMMAND fuzz_${name} "${arg_CORPUS}")
    endif()
    set_tests_properties(fuzz.${name} PROPERTIES LABELS unit TIMEOUT 120)
endfunction()
