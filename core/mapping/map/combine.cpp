#include <algorithm>

#include "mapping/map/evaluate.hpp"

namespace crosswalk {

// A part that gives nothing leaves nothing of the whole: half a text is invented.
void Evaluator::concat(const Expr& expr, std::size_t from) {
  std::string whole;
  for (const Expr& part : expr.parts) {
    const std::size_t at = values_.size();
    evaluate(part);
    if (values_.size() == at) {
      values_.resize(from);
      return;
    }
    whole += values_[at].text;
  }
  values_.resize(from);
  values_.push_back({.text = texts_.keep(whole)});
}

void Evaluator::digest(const Expr& expr, std::size_t from) {
  std::vector<std::string_view> parts;
  for (const Expr& part : expr.parts) {
    const std::size_t at = values_.size();
    evaluate(part);
    if (values_.size() == at || values_[at].is_instant) {
      values_.resize(from);
      return;
    }
    parts.push_back(values_[at].text);
  }
  values_.resize(from);
  values_.push_back({.text = texts_.keep(digest_text(parts))});
}

void Evaluator::select_extreme(bool least, std::size_t from) {
  const auto first = values_.begin() + static_cast<std::ptrdiff_t>(from);
  const auto end = std::remove_if(first, values_.end(), [this](MadeValue& value) {
    return !value.is_instant && !to_instant(ReadAs::instant, value);
  });
  values_.erase(end, values_.end());
  if (values_.size() == from) return;
  const auto chosen =
      least ? std::min_element(first, values_.end(), [](auto& a, auto& b) { return a.ms < b.ms; })
            : std::max_element(first, values_.end(), [](auto& a, auto& b) { return a.ms < b.ms; });
  *first = *chosen;
  values_.resize(from + 1);
}

void Evaluator::drop_repeats(std::size_t from) {
  const auto first = values_.begin() + static_cast<std::ptrdiff_t>(from);
  auto end = first;
  for (auto at = first; at != values_.end(); ++at) {
    const bool known = std::any_of(first, end, [&](const MadeValue& value) {
      return value.text == at->text && value.is_instant == at->is_instant && value.ms == at->ms;
    });
    if (!known) *end++ = *at;
  }
  values_.erase(end, values_.end());
}

void Evaluator::drop_useless(std::size_t from) {
  const auto first = values_.begin() + static_cast<std::ptrdiff_t>(from);
  const auto end = std::remove_if(first, values_.end(), [this](const MadeValue& value) {
    if (value.kind == CellKind::wrong) doubt(FindingCode::wrong_type);
    return value.kind == CellKind::wrong || (!value.is_instant && value.text.empty());
  });
  values_.erase(end, values_.end());
}

}  // namespace crosswalk
