// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>

namespace scamdesk::base {

/// One thread beside the caller's that does jobs in the order they were given, so that one processor core prepares what
/// another writes. What a job throws is thrown again by the next call here; the jobs after it are not done.
/// All calls are made by one thread.
class Worker {
public:
  /// `most_waiting` bounds the memory that jobs hold: `push` waits for room.
  explicit Worker(std::size_t most_waiting) : m_most(most_waiting) {}
  Worker(Worker&&) = delete;
  /// Jobs not begun are dropped: whoever needs them done drains first.
  ~Worker();

  void push(std::function<void()> job);
  /// Waits until all is done: then nothing is touched by two threads.
  void drain();
  /// Waits for the job at hand; drops those after it, and whatever was thrown.
  void abandon() noexcept;

private:
  void run();
  void rethrow();  // holding the lock

  const std::size_t m_most;
  std::mutex m_mutex;
  std::condition_variable m_changed;
  std::deque<std::function<void()>> m_jobs;
  std::exception_ptr m_fault;
  bool m_busy = false;
  bool m_stopping = false;
  std::thread m_thread;  // begun with the first job
};

}  // namespace scamdesk::base
