#include "appliance/elm/profile/profile_reader.h"

#include <algorithm>
#include <array>
#include <variant>

#include "appliance/base/json.h"
#include "appliance/elm/profile/shape_nesting.h"
#include "appliance/elm/profile/shape_reader.h"

namespace signet::elm {
namespace {

constexpr std::string_view kFormat = "signet-profile/1";

// A compiled profile of all ELM profiles together has less than 1 MB.
constexpr json::Limits kLimits{.max_octets = 64U << 20U, .max_depth = 100};

constexpr std::array<std::string_view, 11> kMembers{"draft",    "format",   "name",  "version",
                                                    "prefixes", "contexts", "root",  "terms",
                                                    "scopes",   "profiles", "shapes"};

std::vector<std::string> ReadTexts(const ProfileValue& value) {
  std::vector<std::string> texts;
  value.ForEachElement([&](const ProfileValue& text) { texts.emplace_back(text.Text()); });
  return texts;
}

}  // namespace

ProfileSet ProfileReader::Read(std::string_view text) {
  const json::Document document = json::Document::Parse(text, kLimits);
  const ProfileValue file(document.root());
  ProfileReader reader(file);
  reader.RequireFormat();
  reader.ReadAll();
  return std::move(reader.set_);
}

ProfileValue ProfileReader::Required(std::string_view name) const {
  const auto found = file_.json().Find(name);
  if (!found) file_.Refuse("must have the member " + std::string(name) + ".");
  return {*found, &file_};
}

void ProfileReader::RequireFormat() const {
  if (!file_.json().is_object()) file_.Refuse("must be an object.");
  const ProfileValue format = Required("format");
  if (format.Text() != kFormat) {
    format.Refuse("must be \"" + std::string(kFormat) +
                  "\": this version of Signet reads no other. Compile the profile again with this "
                  "version's `signetctl profile compile`.");
  }
}

void ProfileReader::RefuseUnknown() const {
  file_.ForEachMember([](const ProfileValue& member) {
    if (std::find(kMembers.begin(), kMembers.end(), member.name()) == kMembers.end()) {
      member.RefuseMember();
    }
  });
}

void ProfileReader::ReadAll() {
  RefuseUnknown();
  set_.name_ = Required("name").Text();
  set_.version_ = Required("version").Text();
  Required("prefixes").ForEachMember([this](const ProfileValue& prefix) {
    prefixes_.Add(prefix.name(), prefix.Text());
  });
  const ProfileValue contexts = Required("contexts");
  set_.contexts_ = ReadTexts(contexts);
  TermTable& terms = *set_.terms_;
  Required("root").ForEachElement([&](const ProfileValue& iri) {
    set_.root_.push_back(terms.Iri(terms.Keep(prefixes_.Expand(iri))));
  });
  set_.context_ = Context::Read(Required("terms"), Required("scopes"), prefixes_, terms);
  const ProfileValue shapes = Required("shapes");
  ShapeReader reader(shapes, prefixes_, terms);
  Required("profiles").ForEachMember([&](const ProfileValue& profile) {
    set_.profiles_.push_back(ReadProfile(profile, reader));
  });
  RequireImports();
  TakeShapes(reader, shapes);
  if (const auto draft = file_.json().Find("draft")) TakeDraft(ProfileValue(*draft, &file_));
}

void ProfileReader::TakeDraft(const ProfileValue& draft) {
  draft.ForEachMember([&](const ProfileValue& shape) {
    const auto iri = set_.terms_->FindIri(prefixes_.Expand(shape.name(), shape));
    shape.ForEachElement([&](const ProfileValue& path) {
      const auto predicate = set_.terms_->FindIri(prefixes_.Expand(path));
      if (!iri || !predicate || !MarkPrepared(*iri, *predicate)) {
        path.Refuse("is the path of no property of that shape.");
      }
    });
  });
}

bool ProfileReader::MarkPrepared(TermId iri, TermId path) {
  bool found = false;
  for (const Shape& shape : set_.shapes_) {
    if (shape.iri != iri) continue;
    for (const Constraint& constraint : shape.constraints) {
      const auto* const property = std::get_if<PropertyConstraint>(&constraint);
      if (property == nullptr) continue;
      Shape& inner = set_.shapes_[static_cast<std::size_t>(property->shape)];
      if (inner.path != path) continue;
      inner.prepared = true;
      found = true;
    }
  }
  return found;
}

Profile ProfileReader::ReadProfile(const ProfileValue& value, const ShapeReader& shapes) const {
  Profile profile;
  profile.iri = prefixes_.Expand(value.name(), value);
  value.ForEachMember([&](const ProfileValue& member) {
    if (member.name() == "version") {
      profile.version = member.Text();
    } else if (member.name() == "title") {
      profile.title = member.Text();
    } else if (member.name() == "imports") {
      member.ForEachElement(
          [&](const ProfileValue& import) { profile.imports.push_back(prefixes_.Expand(import)); });
    } else if (member.name() == "shapes") {
      member.ForEachElement(
          [&](const ProfileValue& name) { profile.shapes.push_back(shapes.Named(name)); });
    } else {
      member.RefuseMember();
    }
  });
  std::vector<ShapeId> sorted = profile.shapes;
  std::sort(sorted.begin(), sorted.end());
  if (std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end()) {
    value.Refuse("names a shape twice.");
  }
  return profile;
}

void ProfileReader::RequireImports() const {
  std::vector<std::string_view> known;
  for (const Profile& profile : set_.profiles_) known.push_back(profile.iri);
  std::sort(known.begin(), known.end());
  const auto twice = std::adjacent_find(known.begin(), known.end());
  if (twice != known.end()) {
    Required("profiles").Refuse("has <" + std::string(*twice) + "> twice.");
  }
  for (const Profile& profile : set_.profiles_) {
    for (const std::string& import : profile.imports) {
      if (std::binary_search(known.begin(), known.end(), import)) continue;
      Required("profiles").Refuse("lacks <" + import + ">, which <" + profile.iri + "> imports.");
    }
  }
}

void ProfileReader::TakeShapes(ShapeReader& reader, const ProfileValue& place) {
  set_.shapes_ = reader.Take();
  const std::size_t endless = FindEndlessShape(set_.shapes_);
  if (endless < set_.shapes_.size()) {
    const TermId iri = set_.shapes_[endless].iri;
    const std::string name =
        iri == kNoTerm ? "one without a name" : "<" + std::string(set_.terms()[iri].text) + ">";
    place.Refuse("has a shape (" + name +
                 ") that reaches itself, which SHACL (3.4.3) leaves open, or nests more than " +
                 std::to_string(kMaxNesting) + " shapes.");
  }
  set_.memories_ = GiveMemories(set_.shapes_);
}

ProfileSet ProfileSet::Read(std::string_view text) { return ProfileReader::Read(text); }

const Profile* ProfileSet::Find(std::string_view iri) const {
  const auto found = std::find_if(profiles_.begin(), profiles_.end(),
                                  [iri](const Profile& profile) { return profile.iri == iri; });
  return found == profiles_.end() ? nullptr : &*found;
}

}  // namespace signet::elm
