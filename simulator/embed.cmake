# Makes a source of a text file: simulator_embed() runs it whenever the file changes.
file(READ ${FROM} text)
string(FIND "${text}" ")embedded\"" inside)
if(NOT inside EQUAL -1)
  message(FATAL_ERROR "${FROM}: holds the mark that ends an embedded text")
endif()
file(WRITE ${TO} "// Made from ${FROM}.
#include <string_view>

namespace crosswalk::sim::embedded {
extern const std::string_view ${SYMBOL};
constinit const std::string_view ${SYMBOL} = R\"embedded(${text})embedded\";
}  // namespace crosswalk::sim::embedded
")
