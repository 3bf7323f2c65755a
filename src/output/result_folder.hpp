/// The folder of a result, written so that a kill or a power failure at any moment leaves no half file under
/// a final name.
///
/// All files are first written into a hidden folder inside it (`.wayout-partial`); commit() renames them one
/// by one to their final names and puts manifest.json last. While commit() is at work there is no
/// manifest.json: a folder without it is not a complete result.
#pragma once

#include <wayout/error.hpp>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace wayout {

/// What to do with a folder that has files which are not a result of ours.
enum class ForeignFiles {
    refuse,  ///< an Error, nothing is touched
    keep     ///< write beside them; files of the same name as ours are replaced
};

class ResultFolder {
public:
    struct File {
        std::string name;
        std::string sha256;
        std::uint64_t bytes{0};
    };

    /// Makes the folder if need be, locks it against other runs, removes the remains of a killed run. An
    /// earlier result in it stays until commit().
    static Result<ResultFolder> open(const std::filesystem::path& folder,
                                     ForeignFiles foreign = ForeignFiles::refuse);

    ResultFolder(ResultFolder&&) noexcept;
    ResultFolder& operator=(ResultFolder&&) noexcept;
    /// Without commit(): removes what was written, and the folder too if open() made it.
    ~ResultFolder();

    const std::filesystem::path& path() const;
    /// Where to write the file that will be called `name`.
    std::filesystem::path staged(const std::string& name) const;
    /// A finished file at staged(name) of which the hash is known.
    void add(File file);
    /// A finished file at staged(name), hashed here and brought to the disk.
    Errors add(const std::string& name);
    /// Writes a whole file and adds it.
    Errors write(const std::string& name, std::string_view content);
    const std::vector<File>& files() const;

    /// Gives all added files their final names, removes files of the earlier result that are not among them,
    /// and writes the manifest.
    Errors commit(std::string_view manifest);
    /// The same for a result of which only the added files are new: all others stay.
    Errors replace(std::string_view manifest);

private:
    struct State;
    enum class Others { remove, keep };
    Errors put_in_place(std::string_view manifest, Others others);
    explicit ResultFolder(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace wayout
