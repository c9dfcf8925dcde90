#include "provisioning/paper_pdf.h"

#include <hpdf.h>

#include <array>
#include <filesystem>
#include <memory>
#include <string_view>

#include "appliance/base/error.h"

namespace signet::provisioning {
namespace {

// Points, 72 to the inch.
constexpr float kMargin = 62;
constexpr float kTextSize = 10;
constexpr float kHeadingSize = 12.5F;
constexpr float kTitleSize = 18;
constexpr float kSmallSize = 8;
constexpr float kLeading = 1.4F;
constexpr float kLabelWidth = 130;
constexpr float kSignatureLine = 26;
constexpr float kLeastBelowHeading = 8;  // lines

struct FreeDocument {
  void operator()(HPDF_Doc document) const { HPDF_Free(document); }
};
using Document = std::unique_ptr<std::remove_pointer_t<HPDF_Doc>, FreeDocument>;

std::filesystem::path FontFile(const char* name) {
  auto file = std::filesystem::path(SIGNET_FONT_FOLDER) / name;
  if (std::filesystem::exists(file)) return file;
  throw Error(Code::kFileUnusable,
              "The font " + file.string() + " is missing: install the package fonts-dejavu-core.");
}

std::vector<std::string> WordsOf(const std::string& text) {
  std::vector<std::string> words(1);
  for (const char c : text) {
    if (c == ' ' || c == '\n') {
      if (!words.back().empty()) words.emplace_back();
    } else {
      words.back() += c;
    }
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

// Lays blocks out from the top of a page to its foot, and goes on on the next page.
class PdfWriter {
 public:
  explicit PdfWriter(const std::string& running_title)
      : document_(HPDF_New(nullptr, nullptr)), running_title_(running_title) {
    if (document_ == nullptr) throw Error(Code::kInternal, "A PDF cannot be made.");
    HPDF_Doc document = document_.get();
    HPDF_SetCompressionMode(document, HPDF_COMP_ALL);
    HPDF_UseUTFEncodings(document);
    HPDF_SetCurrentEncoder(document, "UTF-8");
    plain_ = Load("DejaVuSans.ttf");
    bold_ = Load("DejaVuSans-Bold.ttf");
    NewPage();
  }

  void Title(const std::string& title) {
    HPDF_SetInfoAttr(document_.get(), HPDF_INFO_TITLE, title.c_str());
    Write(title, bold_, kTitleSize, 0, Width());
    Skip(10);
  }

  void operator()(const Heading& heading) {
    Keep(kLeastBelowHeading * kTextSize * kLeading);
    Skip(10);
    Write(heading.text, bold_, kHeadingSize, 0, Width());
    Skip(3);
  }
  void operator()(const Paragraph& paragraph) {
    Write(paragraph.text, plain_, kTextSize, 0, Width());
    Skip(5);
  }
  void operator()(const Points& points) {
    for (const std::string& item : points.items) {
      Keep(kTextSize * kLeading);
      Put("•", plain_, kTextSize, 4, y_ - kTextSize * kLeading);
      Write(item, plain_, kTextSize, 16, Width() - 16);
      Skip(2);
    }
    Skip(3);
  }
  void operator()(const Rows& rows) {
    for (const auto& [label, text] : rows.rows) WriteRow(label, text);
    Skip(5);
  }
  void operator()(const SignaturePlace& place) {
    // One party's place stays on one page.
    Keep(kHeadingSize * kLeading + static_cast<float>(place.lines.size()) * kSignatureLine + 14);
    Skip(8);
    Write(place.party, bold_, kTextSize, 0, Width());
    for (const std::string& line : place.lines) {
      y_ -= kSignatureLine;
      Put(line, plain_, kSmallSize, 0, y_);
      DrawLine(kLabelWidth, Width());
    }
    Skip(6);
  }

  Bytes Finish() {
    for (std::size_t at = 0; at < pages_.size(); ++at) {
      page_ = pages_[at];
      Put(running_title_ + " · " + std::to_string(at + 1) + " / " + std::to_string(pages_.size()),
          plain_, kSmallSize, 0, kMargin / 2);
    }
    HPDF_SaveToStream(document_.get());
    RequireGood();
    Bytes out(HPDF_GetStreamSize(document_.get()));
    auto size = static_cast<HPDF_UINT32>(out.size());
    HPDF_ReadFromStream(document_.get(), out.data(), &size);
    out.resize(size);
    return out;
  }

 private:
  HPDF_Font Load(const char* file) {
    const char* const name =
        HPDF_LoadTTFontFromFile(document_.get(), FontFile(file).c_str(), HPDF_TRUE);
    RequireGood();
    return HPDF_GetFont(document_.get(), name, "UTF-8");
  }

  // libharu remembers its first error, and everything after it does nothing.
  void RequireGood() const {
    const HPDF_STATUS error = HPDF_GetError(document_.get());
    if (error == HPDF_OK) return;
    throw Error(Code::kInternal, "The PDF cannot be made.",
                "libharu error " + std::to_string(error));
  }

  void NewPage() {
    page_ = HPDF_AddPage(document_.get());
    HPDF_Page_SetSize(page_, HPDF_PAGE_SIZE_A4, HPDF_PAGE_PORTRAIT);
    pages_.push_back(page_);
    y_ = HPDF_Page_GetHeight(page_) - kMargin;
  }

  float Width() const { return HPDF_Page_GetWidth(page_) - 2 * kMargin; }
  void Skip(float height) { y_ -= height; }
  // Begins a new page if less than `height` is left on this one.
  void Keep(float height) {
    if (y_ - height < kMargin) NewPage();
  }

  void Put(const std::string& text, HPDF_Font font, float size, float x, float y) {
    HPDF_Page_BeginText(page_);
    HPDF_Page_SetFontAndSize(page_, font, size);
    HPDF_Page_TextOut(page_, kMargin + x, y, text.c_str());
    HPDF_Page_EndText(page_);
  }

  void DrawLine(float from, float to) {
    HPDF_Page_SetLineWidth(page_, 0.5F);
    HPDF_Page_MoveTo(page_, kMargin + from, y_ - 2);
    HPDF_Page_LineTo(page_, kMargin + to, y_ - 2);
    HPDF_Page_Stroke(page_);
  }

  float WidthOf(const std::string& text, HPDF_Font font, float size) {
    HPDF_Page_SetFontAndSize(page_, font, size);
    return HPDF_Page_TextWidth(page_, text.c_str());
  }

  // The words in lines of at most `width`. A word that is too long alone, as digests are, is cut.
  std::vector<std::string> Wrapped(const std::string& text, HPDF_Font font, float size,
                                   float width) {
    std::vector<std::string> lines(1);
    for (std::string word : WordsOf(text)) {
      const std::string longer = lines.back().empty() ? word : lines.back() + " " + word;
      if (WidthOf(longer, font, size) <= width) {
        lines.back() = longer;
        continue;
      }
      if (!lines.back().empty()) lines.emplace_back();
      while (WidthOf(word, font, size) > width) {
        const std::string head = Head(word, font, size, width);
        lines.back() = head;
        lines.emplace_back();
        word.erase(0, head.size());
      }
      lines.back() = word;
    }
    return lines;
  }

  // As many whole characters of a word as fit, one at least.
  std::string Head(const std::string& word, HPDF_Font font, float size, float width) {
    std::size_t end = 0;
    for (std::size_t next = 1; next <= word.size(); ++next) {
      const bool inside = next < word.size() && (static_cast<unsigned char>(word[next]) >> 6U) == 2;
      if (inside) continue;
      if (end > 0 && WidthOf(word.substr(0, next), font, size) > width) break;
      end = next;
    }
    return word.substr(0, end);
  }

  void Write(const std::string& text, HPDF_Font font, float size, float x, float width) {
    for (const std::string& line : Wrapped(text, font, size, width)) {
      Keep(size * kLeading);
      y_ -= size * kLeading;
      Put(line, font, size, x, y_);
    }
  }

  void WriteRow(const std::string& label, const std::string& text) {
    const auto labels = Wrapped(label, bold_, kTextSize, kLabelWidth - 8);
    const auto texts = Wrapped(text, plain_, kTextSize, Width() - kLabelWidth);
    for (std::size_t at = 0; at < std::max(labels.size(), texts.size()); ++at) {
      Keep(kTextSize * kLeading);
      y_ -= kTextSize * kLeading;
      if (at < labels.size()) Put(labels[at], bold_, kTextSize, 0, y_);
      if (at < texts.size()) Put(texts[at], plain_, kTextSize, kLabelWidth, y_);
    }
    Skip(2);
  }

  Document document_;
  std::string running_title_;
  HPDF_Font plain_ = nullptr;
  HPDF_Font bold_ = nullptr;
  std::vector<HPDF_Page> pages_;
  HPDF_Page page_ = nullptr;
  float y_ = 0;
};

}  // namespace

Bytes ToPdf(const Paper& paper) {
  PdfWriter writer(paper.running_title);
  writer.Title(paper.title);
  for (const PaperBlock& block : paper.blocks) std::visit(writer, block);
  return writer.Finish();
}

}  // namespace signet::provisioning
