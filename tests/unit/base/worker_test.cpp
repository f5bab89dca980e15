// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <atomic>
#include <stdexcept>
#include <vector>

#include "base/worker.hpp"

using scamdesk::base::Worker;

TEST_CASE("jobs are done in the order they were given, and all of them before drain returns") {
  Worker worker(2);
  std::vector<int> done;
  for (int i = 0; i < 100; ++i) {
    worker.push([&done, i] { done.push_back(i); });
  }
  worker.drain();
  REQUIRE(done.size() == 100);
  for (int i = 0; i < 100; ++i) { CHECK(done[static_cast<std::size_t>(i)] == i); }
}

TEST_CASE("what a job throws reaches the one who gave it, and nothing after it is done") {
  Worker worker(8);
  std::atomic<int> done = 0;
  worker.push([] { throw std::runtime_error("full"); });
  try {
    for (int i = 0; i < 1000; ++i) { worker.push([&done] { ++done; }); }
    worker.drain();
    FAIL("nothing was thrown");
  } catch (const std::runtime_error& fault) { CHECK(std::string(fault.what()) == "full"); }
  worker.drain();
  CHECK(done == 0);
}

TEST_CASE("a worker that was never used ends, and one that is left early drops what waits") {
  Worker idle(1);
  std::atomic<int> done = 0;
  {
    Worker worker(4);
    for (int i = 0; i < 4; ++i) { worker.push([&done] { ++done; }); }
  }
  CHECK(done <= 4);
}
