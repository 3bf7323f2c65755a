# The web part: TypeScript bundled by Vite into one self-contained page, which the report writer embeds:
#     wayout_embed_file(<target> report_template "${WAYOUT_REPORT_TEMPLATE}" DEPENDS wayout_web)
set(WAYOUT_REPORT_TEMPLATE "${PROJECT_BINARY_DIR}/web/report-template.html")

if(EXISTS "${PROJECT_SOURCE_DIR}/web/package.json")
    find_program(NPM_PROGRAM npm REQUIRED)
    set(web "${PROJECT_SOURCE_DIR}/web")

    # Here a glob is right: the bundler finds the modules itself, and a new one must lead to a new page.
    file(GLOB_RECURSE web_sources CONFIGURE_DEPENDS "${web}/src/*" "${web}/public/*")
    file(GLOB web_settings CONFIGURE_DEPENDS "${web}/*.html" "${web}/*.ts" "${web}/*.js" "${web}/*.mjs" "${web}/tsconfig*.json")

    set(web_packages "${PROJECT_BINARY_DIR}/web-packages.stamp")
    add_custom_command(OUTPUT "${web_packages}"
        COMMAND "${PROJECT_SOURCE_DIR}/scripts/install-web-packages"
        COMMAND "${CMAKE_COMMAND}" -E touch "${web_packages}"
        DEPENDS "${web}/package-lock.json"
        COMMENT "Looking for the npm packages of web/" VERBATIM
    )
    add_custom_command(OUTPUT "${WAYOUT_REPORT_TEMPLATE}"
        COMMAND "${NPM_PROGRAM}" run --silent build -- --outDir "${PROJECT_BINARY_DIR}/web" --emptyOutDir --logLevel warn
        DEPENDS ${web_sources} ${web_settings} "${web}/package.json" "${web_packages}"
        WORKING_DIRECTORY "${web}" COMMENT "Bundling the report page" VERBATIM
    )
    add_custom_target(wayout_web DEPENDS "${WAYOUT_REPORT_TEMPLATE}")
endif()
