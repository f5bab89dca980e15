// SPDX-License-Identifier: Apache-2.0
#include "base/worker.hpp"

#include <utility>

namespace scamdesk::base {

Worker::~Worker() {
  if (!m_thread.joinable()) { return; }
  {
    const std::scoped_lock lock(m_mutex);
    m_stopping = true;
    m_jobs.clear();
  }
  m_changed.notify_all();
  m_thread.join();
}

void Worker::rethrow() {
  if (m_fault) { std::rethrow_exception(std::exchange(m_fault, nullptr)); }
}

void Worker::push(std::function<void()> job) {
  if (!m_thread.joinable()) { m_thread = std::thread([this] { run(); }); }
  {
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [&] { return m_fault || m_jobs.size() < m_most; });
    rethrow();
    m_jobs.push_back(std::move(job));
  }
  m_changed.notify_all();
}

void Worker::drain() {
  std::unique_lock lock(m_mutex);
  m_changed.wait(lock, [&] { return m_fault || (m_jobs.empty() && !m_busy); });
  rethrow();
}

void Worker::abandon() noexcept {
  std::unique_lock lock(m_mutex);
  m_jobs.clear();
  m_changed.wait(lock, [&] { return !m_busy; });
  m_fault = nullptr;
}

void Worker::run() {
  std::unique_lock lock(m_mutex);
  for (;;) {
    m_changed.wait(lock, [&] { return m_stopping || !m_jobs.empty(); });
    if (m_stopping) { return; }
    auto job = std::move(m_jobs.front());
    m_jobs.pop_front();
    m_busy = true;
    lock.unlock();
    std::exception_ptr fault;
    try {
      job();
    } catch (...) { fault = std::current_exception(); }
    job = nullptr;  // what it holds goes before anyone is told that it is done
    lock.lock();
    m_busy = false;
    if (fault) {
      m_fault = std::move(fault);
      m_jobs.clear();
    }
    m_changed.notify_all();
  }
}

}  // namespace scamdesk::base
