// SPDX-License-Identifier: Apache-2.0
// Runs a fuzz target without a fuzzing engine: first its corpus as it stands, then mutations of it for a while.
// usage: TARGET CORPUS_FOLDER [SECONDS] [SEED]; without a seed it is SCAMDESK_TEST_SEED, or a new one.
// With clang, build the target with -fsanitize=fuzzer instead.
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "support/seed.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

void run(const std::string& input) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
}

std::vector<std::string> read_corpus(const char* folder) {
  std::vector<std::string> corpus;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    std::ifstream file(entry.path(), std::ios::binary);
    corpus.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  return corpus;
}

/// One of the small changes that break parsers: a byte set, taken out, put in, a piece repeated or taken from another.
void mutate(std::string& input, const std::vector<std::string>& corpus, std::mt19937_64& random) {
  static constexpr std::string_view telling = "\"'{}[]()<>:,;-#&*!|%@`=+/\\\n\r\t\0 09az\xff\x80";
  const auto at = input.empty() ? 0 : random() % input.size();
  const char byte = random() % 2 == 0 ? telling[random() % telling.size()] : static_cast<char>(random());
  switch (random() % 5) {
    case 0:
      if (!input.empty()) { input[at] = byte; }
      break;
    case 1:
      if (!input.empty()) { input.erase(at, 1 + random() % 8); }
      break;
    case 2: input.insert(at, 1, byte); break;
    case 3: input.insert(at, input.substr(at, 1 + random() % 32)); break;
    default: {
      const auto& other = corpus[random() % corpus.size()];
      if (!other.empty()) { input.insert(at, other.substr(random() % other.size(), 1 + random() % 64)); }
    }
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: %s CORPUS_FOLDER [SECONDS] [SEED]\n", argv[0]);
    return 2;
  }
  const auto corpus = read_corpus(argv[1]);
  if (corpus.empty()) {
    std::fprintf(stderr, "%s: no file in %s\n", argv[0], argv[1]);
    return 2;
  }
  for (const auto& input : corpus) { run(input); }

  const auto length = std::chrono::seconds(argc > 2 ? std::atoi(argv[2]) : 2);
  const std::uint64_t seed = argc > 3 ? std::strtoull(argv[3], nullptr, 10) : scamdesk::test::seed();
  std::printf("seed %llu\n", static_cast<unsigned long long>(seed));
  std::fflush(stdout);
  std::mt19937_64 random(seed);
  const auto end = std::chrono::steady_clock::now() + length;
  std::size_t inputs = corpus.size();
  while (std::chrono::steady_clock::now() < end) {
    for (int i = 0; i < 64; ++i, ++inputs) {
      auto input = corpus[random() % corpus.size()];
      for (auto changes = 1 + random() % 6; changes > 0; --changes) { mutate(input, corpus, random); }
      run(input);
    }
  }
  std::printf("%zu inputs\n", inputs);
  return 0;
}
