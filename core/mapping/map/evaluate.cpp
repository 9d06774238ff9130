#include "mapping/map/evaluate.hpp"

#include <algorithm>

#include "base/text/dates.hpp"

namespace crosswalk {
namespace {

using Kind = Expr::Kind;

bool holds(const Condition& condition, const Cells& item) {
  const Cell* cell = item.first(condition.slot);
  const bool none = cell == nullptr || (cell->kind == CellKind::text && cell->text.empty());
  if (condition.when_none) return none;
  if (condition.when_any) return !none;
  const bool known =
      cell != nullptr && std::ranges::find(condition.words, cell->text) != condition.words.end();
  return known != condition.unless;
}

}  // namespace

bool Expr::plain() const {
  return kind == Kind::path && source.from == Source::From::item && when.empty() &&
         transforms.trims_at_most();
}

bool hold(const Conditions& conditions, const Cells& item) {
  return std::ranges::all_of(conditions, [&](const Condition& one) { return holds(one, item); });
}

void Evaluator::begin(const Cells& item) {
  item_ = &item;
  findings_.clear();
  texts_.clear();
}

void Evaluator::doubt(FindingCode code) {
  const bool known = std::ranges::any_of(findings_, [&](const Finding& finding) {
    return finding.field == field_ && finding.code == code;
  });
  if (!known) findings_.push_back({field_, code, {}});
}

std::span<const MadeValue> Evaluator::make(const Output& output) {
  return make(output, output.expr);
}

std::span<const MadeValue> Evaluator::make(const Output& output, const Expr& column) {
  field_ = output.field;
  values_.clear();
  blanks_ = 0;
  evaluate(column);
  if (blanks_ != 0) doubt(FindingCode::unresolved);
  if (output.type == ValueType::instant) {
    std::erase_if(values_, [this](MadeValue& value) {
      return !value.is_instant && !to_instant(ReadAs::instant, value);
    });
  }
  return values_;
}

// A condition about a value of a wrong type does not hold, but nobody knows that it does not.
bool Evaluator::applies(const Conditions& conditions) {
  if (hold(conditions, *item_)) return true;
  const bool wrong = std::ranges::any_of(conditions, [this](const Condition& one) {
    const Cell* cell = item_->first(one.slot);
    return cell != nullptr && cell->kind == CellKind::wrong;
  });
  if (wrong) doubt(FindingCode::wrong_type);
  return false;
}

void Evaluator::evaluate(const Expr& expr) {
  if (!applies(expr.when)) return;
  const std::size_t from = values_.size();
  switch (expr.kind) {
    case Kind::path:
      append(expr.source);
      break;
    case Kind::literal:
      values_.push_back({.text = expr.literal});
      break;
    case Kind::rows:
      break;
    default:
      evaluate_parts(expr, from);
  }
  transform(expr.transforms, from);
  drop_useless(from);
  if (values_.size() == from && expr.transforms.fallback) {
    values_.push_back({.text = *expr.transforms.fallback});
  }
}

void Evaluator::evaluate_parts(const Expr& expr, std::size_t from) {
  if (expr.kind == Kind::concat) return concat(expr, from);
  if (expr.kind == Kind::digest) return digest(expr, from);
  const std::size_t before = blanks_;
  for (const Expr& part : expr.parts) {
    const std::size_t so_far = blanks_;
    evaluate(part);
    if (expr.kind == Kind::first && values_.size() > from) {
      blanks_ -= so_far - before;  // What the earlier ones lacked, this one gave.
      return;
    }
  }
  if (expr.kind == Kind::collect) drop_repeats(from);
  if (expr.kind == Kind::min || expr.kind == Kind::max) {
    select_extreme(expr.kind == Kind::min, from);
  }
}

void Evaluator::append(const Source& source) {
  switch (source.from) {
    case Source::From::item:
      for (const Cell* cell = item_->first(source.slot); cell; cell = item_->after(*cell)) {
        values_.push_back({.text = cell->text,
                           .ms = 0,
                           .row = cell->row,
                           .is_instant = false,
                           .kind = cell->kind});
      }
      return;
    case Source::From::join:
      return append_joined(source);
    case Source::From::lookup:
      return append_looked_up(source);
  }
}

void Evaluator::append_joined(const Source& source) {
  if (source.index >= around_.joins.size()) return;
  const JoinProgram& join = object_.joins[source.index];
  const JoinedRows& rows = around_.joins[source.index];
  if (!applies(join.when)) return;
  std::uint32_t place = 0;  // Of the joined row: columns of the same one belong together.
  for (const Cell* id = item_->first(join.by); id != nullptr; id = item_->after(*id)) {
    if (id->kind == CellKind::wrong) doubt(FindingCode::wrong_type);
    const auto found = rows.find(id->text);
    if (found.empty() && join.reference && !id->text.empty()) doubt(FindingCode::unresolved);
    for (const std::uint32_t row : found) {
      const std::uint32_t begin = place++ << 16;
      if (!rows.passes_tests(row, source.tests)) continue;
      for (const Cell* cell = rows.first(row, source.slot); cell; cell = rows.after(*cell)) {
        values_.push_back({.text = cell->text,
                           .ms = 0,
                           .row = begin | std::min<std::uint32_t>(cell->row, UINT16_MAX),
                           .is_instant = false,
                           .kind = cell->kind});
      }
    }
  }
}

void Evaluator::append_looked_up(const Source& source) {
  if (source.index >= around_.lookups.size()) return;
  const LookupTable& table = around_.lookups[source.index];
  const std::size_t from = values_.size();
  append(source.key.front());
  const std::size_t keys = values_.size() - from;
  for (std::size_t i = from; i < from + keys; ++i) {
    const MadeValue key = values_[i];
    if (key.kind == CellKind::wrong) doubt(FindingCode::wrong_type);
    if (key.kind == CellKind::wrong || key.text.empty()) continue;
    const std::vector<std::string>* entry = table.find(key.text);
    if (entry == nullptr) {
      doubt(FindingCode::unresolved);
    } else if ((*entry)[source.slot].empty()) {
      ++blanks_;
    } else {
      values_.push_back({.text = (*entry)[source.slot], .ms = 0, .row = key.row});
    }
  }
  const auto first = values_.begin() + static_cast<std::ptrdiff_t>(from);
  values_.erase(first, first + static_cast<std::ptrdiff_t>(keys));
}

void Evaluator::transform(const Transforms& transforms, std::size_t from) {
  if (transforms.none()) return;
  const auto first = values_.begin() + static_cast<std::ptrdiff_t>(from);
  const auto end = std::remove_if(first, values_.end(), [&](MadeValue& value) {
    return value.kind != CellKind::wrong && !transform_one(transforms, value);
  });
  values_.erase(end, values_.end());
}

bool Evaluator::transform_one(const Transforms& transforms, MadeValue& value) {
  if (transforms.html_to_text) value.text = texts_.keep(html_to_text(value.text));
  if (transforms.trim) value.text = trim(value.text);
  if (transforms.split_name != NamePart::whole) {
    value.text = split_name(value.text, transforms.split_name);
  }
  if (!transforms.words.empty() && !value.text.empty()) {
    const auto known =
        std::ranges::find(transforms.words, value.text,
                          [](const auto& word) -> std::string_view { return word.first; });
    if (known == transforms.words.end()) {
      doubt(FindingCode::unknown_word);
      if (!transforms.otherwise) return false;
    }
    value.text = known == transforms.words.end() ? *transforms.otherwise : known->second;
    value.kind = CellKind::text;
  }
  if (!read_as(transforms.as, value)) return false;
  if (transforms.keep_valid && !is_email(value.text)) {
    if (!value.text.empty()) doubt(FindingCode::not_an_email);
    return false;
  }
  return true;
}

bool Evaluator::read_as(ReadAs as, MadeValue& value) {
  if (value.text.empty()) return true;
  switch (as) {
    case ReadAs::text:
      return true;
    case ReadAs::phone:
      value.text = texts_.keep(phone(value.text));
      return true;
    case ReadAs::country: {
      const auto code = country(value.text);
      if (!code) doubt(FindingCode::unknown_word);
      if (code) value.text = texts_.keep(*code);
      return code.has_value();
    }
    case ReadAs::instant:
    case ReadAs::instant_s:
    case ReadAs::instant_ms:
      return to_instant(as, value);
  }
  return true;
}

bool Evaluator::to_instant(ReadAs as, MadeValue& value) {
  const bool iso = as == ReadAs::instant;
  const bool wrong = value.kind == CellKind::flag || value.kind == CellKind::wrong ||
                     (iso && value.kind == CellKind::number);
  if (wrong) {
    doubt(FindingCode::wrong_type);
    return false;
  }
  const auto at = iso ? parse_instant(value.text) : epoch_instant(value.text, as);
  if (!at) {
    doubt(FindingCode::not_an_instant);
    return false;
  }
  value.ms = to_ms(*at);
  value.is_instant = true;
  return true;
}

}  // namespace crosswalk
