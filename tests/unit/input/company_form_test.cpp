#include "input/company_form.hpp"

#include "snippets.hpp"

#include <gtest/gtest.h>

namespace wayout {
namespace {

ReadObject<CompanySpec> read_company(const std::string& text) {
    return read_object("company", company_fields, tree_of(text));
}

void expect_problem(const std::string& text, const std::string& part) {
    const std::string problems = read_company(text).problems;
    EXPECT_NE(problems.find(part), std::string::npos) << problems;
}

TEST(CompanyForm, ReadsAFamily) {
    const CompanySpec company = read_company(R"({
        "kind": "family", "size_shares": [0, 0, 0.5, 0.5], "child_profile": "fds-evac-child", "adults": 1,
        "children_in": "creche", "wait_from_m": 3, "wait_full_m": 6, "wait_slowest_frac": 0.3,
        "patience_s": 30, "search_frac": 0.8, "search_limit_s": 120, "starts_together": false})")
                                    .value;
    EXPECT_EQ(company.kind, CompanySpec::Kind::family);
    EXPECT_EQ(company.size_shares.size(), 4U);
    EXPECT_EQ(company.child_profile, "fds-evac-child");
    EXPECT_EQ(company.adults, 1);
    EXPECT_EQ(company.children_in, "creche");
    EXPECT_EQ(company.wait_full_m, 6.0);
    EXPECT_EQ(company.patience_s, 30.0);
    EXPECT_EQ(company.search_frac, 0.8);
    EXPECT_FALSE(company.starts_together);
    EXPECT_TRUE(company.keeps_together);
}

TEST(CompanyForm, AsksForOneSize) {
    expect_problem(R"({"kind": "friends"})", "size_poisson");
    expect_problem(R"({"kind": "friends", "size": 2, "size_poisson": 1.6})", "size_poisson");
    expect_problem(R"({"kind": "friends", "size_shares": [0.5, 0.4]})", "add up to 0.9");
    expect_problem(R"({"kind": "friends", "size": 0})", "size");
}

TEST(CompanyForm, TellsWhatDoesNotGoTogether) {
    expect_problem(R"({"kind": "friends", "size": 3, "children_in": "creche"})", "no children in their care");
    expect_problem(R"({"kind": "family", "size": 3, "adults": 1})", "child_profile");
    expect_problem(R"({"kind": "family", "size": 3, "wait_from_m": 5, "wait_full_m": 4})", "wait_from_m");
    expect_problem(R"({"kind": "familly", "size": 3})", "family");
}

TEST(CompanyForm, ReferencesLeadSomewhere) {
    const auto problems = [](const std::string& company) {
        return as_lines(read_changed("/people/populations/0/company", company).errors);
    };
    EXPECT_EQ(problems(R"({"kind": "family", "size": 3, "children_in": "foyer"})"), "");
    EXPECT_NE(
        problems(R"({"kind": "family", "size": 3, "children_in": "foier"})").find("did you mean 'foyer'"),
        std::string::npos);
    EXPECT_NE(problems(R"({"kind": "family", "size": 3, "child_profile": "mini"})").find("no profile 'mini'"),
              std::string::npos);
}

}  // namespace
}  // namespace wayout
