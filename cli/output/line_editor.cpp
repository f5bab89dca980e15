// SPDX-License-Identifier: Apache-2.0
#include "output/line_editor.hpp"

#include <clocale>
#include <cstdio>
#include <cwchar>
#include <dlfcn.h>
#include <histedit.h>

namespace scamdesk::cli {
namespace {

/// In the locale that the constructor set.
std::wstring wide(const std::string& text) {
  std::wstring result(text.size() + 1, L'\0');
  const char* from = text.c_str();
  std::mbstate_t state{};
  const auto size = std::mbsrtowcs(result.data(), &from, result.size(), &state);
  result.resize(size == static_cast<std::size_t>(-1) ? 0 : size);
  return result;
}

std::string narrow(const wchar_t* text) {
  std::mbstate_t state{};
  const wchar_t* from = text;
  const auto size = std::wcsrtombs(nullptr, &from, 0, &state);
  if (size == static_cast<std::size_t>(-1)) { return {}; }
  std::string result(size, '\0');
  from = text;
  state = {};
  std::wcsrtombs(result.data(), &from, size, &state);
  return result;
}

std::string without_end(std::string line) {
  while (line.ends_with('\n') || line.ends_with('\r')) { line.pop_back(); }
  return line;
}

std::optional<std::string> plain_line() {
  std::string line;
  for (int c = std::getchar(); c != EOF; c = std::getchar()) {
    if (c == '\n') { return line; }
    line += static_cast<char>(c);
  }
  return line.empty() ? std::nullopt : std::optional(line);
}

}  // namespace

struct LineEditor::Libedit {
  void* library = dlopen("libedit.so.2", RTLD_NOW | RTLD_GLOBAL);
  decltype(&el_init) init = nullptr;
  decltype(&el_end) end = nullptr;
  decltype(&el_wset) set = nullptr;
  decltype(&el_wget) get = nullptr;
  decltype(&el_wgets) gets = nullptr;
  EditLine* edit = nullptr;
  std::wstring prompt;

  Libedit() {
    if (library == nullptr || !(find(init, "el_init") && find(end, "el_end") && find(set, "el_wset") && find(get, "el_wget") && find(gets, "el_wgets"))) { return; }
    edit = init("scamdesk", stdin, stderr, stderr);
    if (edit == nullptr) { return; }
    set(edit, EL_CLIENTDATA, this);
    set(edit, EL_EDITOR, L"emacs");
    set(edit, EL_SIGNAL, 1);  // the terminal is given back as it was
    set(edit, EL_PROMPT, &shown_prompt);
  }
  ~Libedit() {
    if (edit != nullptr) { end(edit); }
    if (library != nullptr) { dlclose(library); }
  }
  Libedit(Libedit&&) = delete;

  template <class Function>
  bool find(Function& function, const char* name) {
    function = reinterpret_cast<Function>(dlsym(library, name));
    return function != nullptr;
  }

  static wchar_t* shown_prompt(EditLine* edit) {
    // libedit hands the prompt its editor and nothing else, so the getter is looked up again.
    const auto get = reinterpret_cast<decltype(&el_wget)>(dlsym(RTLD_DEFAULT, "el_wget"));
    static wchar_t none[] = L"> ";
    Libedit* self = nullptr;
    if (get == nullptr || get(edit, EL_CLIENTDATA, &self) != 0 || self == nullptr) { return none; }
    return self->prompt.data();
  }
};

LineEditor::LineEditor() {
  std::setlocale(LC_CTYPE, "C.UTF-8");  // this program's text is UTF-8 whatever the terminal's locale says
  m_edit = std::make_unique<Libedit>();
}

LineEditor::~LineEditor() = default;

std::optional<std::string> LineEditor::read(const std::string& prompt) {
  if (m_edit->edit == nullptr) {
    std::fputs(prompt.c_str(), stderr);
    return plain_line();
  }
  m_edit->prompt = wide(prompt);
  int size = 0;
  const auto* line = m_edit->gets(m_edit->edit, &size);
  if (line == nullptr || size <= 0) { return std::nullopt; }
  return without_end(narrow(line));
}

}  // namespace scamdesk::cli
