// SPDX-License-Identifier: Apache-2.0
#include "exchange/authority.hpp"

#include <algorithm>

namespace scamdesk::exchange {

Authority::Authority(const ledger::Ledger& ledger, const std::vector<std::vector<ledger::Revision>>& histories) : m_ledger(ledger) {
  const auto& self = ledger.identity();
  if (!self.headquarters.value().is_zero()) { m_roots.push_back(self.headquarters); }
  if (self.role == ledger::Role::headquarters) { m_roots.push_back(self.key); }
  for (const auto& history : histories) { add(history); }
  for (const auto& [key, record] : m_records) {
    for (const auto& [node, word] : record.words) {
      if (!word.about.enrolled) { continue; }
      const auto& revision = *word.revision;
      m_enrolled_by[revision.desk][revision.place].push_back(&word);
      if (!revision.cells.contains(end_note)) { continue; }
      auto& end = m_ends.try_emplace(revision.desk, &word).first->second;
      if (revision.place < end->revision->place) { end = &word; }
    }
  }
}

void Authority::add(const std::vector<ledger::Revision>& history) {
  Record record{ledger::Graph(history), {}};
  std::optional<ledger::Enrolment> about;
  for (std::size_t node = 0; node < record.graph.size() && !about; ++node) { about = enrolment_of(record.graph[node].cells); }
  if (!about) { return; }
  std::vector<ledger::ChainHead> good;
  for (std::size_t node = 0; node < record.graph.size(); ++node) {
    const auto& cells = record.graph[node].cells;
    const auto enrolled = cells.find("enrolled");
    const auto last_good = cells.find("last_good");
    if (enrolled == cells.end() && last_good == cells.end()) { continue; }
    // Who resolves a conflict of two revocations says one of the two things alone.
    Word word{&record.graph[node], enrolment_of(cells).value_or(*about), {}};
    word.about.enrolled = enrolled != cells.end() && enrolled->second.text == "yes";
    if (last_good != cells.end()) { good = heads_in(last_good->second.text, about->key); }
    if (!word.about.enrolled) { word.good = good; }
    record.words.emplace(node, std::move(word));
  }
  m_records.emplace(about->key, std::move(record));
}

bool Authority::counts(const Word& word, const Cuts& cuts) const {
  const auto& revision = *word.revision;
  const auto leads_here = [&](const ledger::ChainHead& head) { return head.owner == shared_owner && m_ledger.leads_to(head, revision); };
  if (const auto end = m_ends.find(revision.desk); end != m_ends.end()) {
    const auto& last = *end->second->revision;
    if (!leads_here({last.desk, shared_owner, 0, last.place, last.id})) { return false; }
  }
  const auto cut = cuts.find(revision.desk);
  return cut == cuts.end() || std::ranges::any_of(cut->second.good, leads_here);
}

/// Whom these believe, each once and the nearest first: whom they enrolled, in the order of their chains, a successor
/// before all others; and whoever took one of them out.
std::vector<DeskKey> Authority::reach(std::deque<DeskKey> from, const Cuts& cuts) const {
  std::vector<DeskKey> reached;
  while (!from.empty()) {
    const auto key = from.front();
    from.pop_front();
    if (std::ranges::find(reached, key) != reached.end()) { continue; }
    reached.push_back(key);
    if (const auto cut = cuts.find(key); cut != cuts.end() && cut->second.seat) { from.push_back(*cut->second.seat); }
    if (const auto end = m_ends.find(key); end != m_ends.end() && counts(*end->second, cuts)) { from.push_front(end->second->about.key); }
    const auto enrolled = m_enrolled_by.find(key);
    if (enrolled == m_enrolled_by.end()) { continue; }
    for (const auto& [place, words] : enrolled->second) {
      for (const auto* word : words) {
        if (counts(*word, cuts)) { from.push_back(word->about.key); }
      }
    }
  }
  return reached;
}

Authority::Keys Authority::believed(const Cuts& cuts) const {
  const auto reached = reach(m_roots, cuts);
  return {reached.begin(), reached.end()};
}

bool Authority::unseats(const DeskKey& key, const Word& word, const DeskKey& other, const Cuts& cuts) const {
  if (word.about.enrolled) { return false; }
  auto then = cuts;
  then[key] = {word.good, word.revision->desk};
  return !believed(then).contains(other);
}

/// Where in a key's own chain the word stands that enrolled the other, or one by whom the other came to be enrolled.
std::uint64_t Authority::carried_from(const DeskKey& key, const DeskKey& other, const Cuts& cuts) const {
  const auto enrolled = m_enrolled_by.find(key);
  if (enrolled == m_enrolled_by.end()) { return 0; }
  auto without = cuts;
  without[key] = {};
  for (const auto& [place, words] : enrolled->second) {
    for (const auto* word : words) {
      const auto carried = reach({word->about.key}, without);
      if (std::ranges::find(carried, other) != carried.end()) { return place; }
    }
  }
  return 0;
}

bool Authority::prevails(const DeskKey& key, const Word& one, const Word& other, const Cuts& cuts) const {
  const auto& mine = *one.revision;
  const auto& theirs = *other.revision;
  const bool unseats_other = unseats(key, one, theirs.desk, cuts);
  const bool is_unseated = unseats(key, other, mine.desk, cuts);
  if (unseats_other != is_unseated) { return unseats_other; }
  const auto from = unseats_other ? carried_from(key, mine.desk, cuts) : 0;
  const auto their_from = unseats_other ? carried_from(key, theirs.desk, cuts) : 0;
  if (from != their_from) { return from < their_from; }
  const auto end = m_ends.find(key);
  const auto succeeds = [&](const DeskKey& desk) { return end != m_ends.end() && end->second->about.key == desk; };
  if (succeeds(mine.desk) != succeeds(theirs.desk)) { return succeeds(mine.desk); }
  return std::pair(mine.time, mine.id) > std::pair(theirs.time, theirs.id);
}

/// What is said of a key by those who are believed and was not taken back since; empty when nothing is.
const Authority::Word* Authority::latest_word(const DeskKey& key, const Cuts& cuts) const {
  const auto& record = m_records.at(key);
  const auto heard = believed(cuts);
  auto marks = record.graph.none();
  for (const auto& [node, word] : record.words) {
    const auto& author = word.revision->desk;
    const bool for_itself = author == key && word.about.enrolled;
    marks[node] = !for_itself && heard.contains(author) && counts(word, cuts) ? 1 : 0;
  }
  marks = record.graph.latest(marks);
  std::vector<const Word*> latest;
  for (const auto& [node, word] : record.words) {
    if (marks[node] != 0) { latest.push_back(&word); }
  }
  std::ranges::sort(latest, {}, [](const Word* word) { return std::pair(word->revision->time, word->revision->id); });
  const Word* best = nullptr;
  for (const auto* word : latest) {
    if (best == nullptr || prevails(key, *word, *best, cuts)) { best = word; }
  }
  return best;
}

Authority::Candidates Authority::candidates(const Cuts& cuts) const {
  Candidates found;
  for (const auto& [key, record] : m_records) {
    if (cuts.contains(key)) { continue; }
    const auto* word = latest_word(key, cuts);
    if (word != nullptr && !word->about.enrolled) { found.emplace(key, word); }
  }
  return found;
}

/// Whether it counts even when all that others say is in force.
bool Authority::is_safe(const Word& word, const Candidates& all, const Cuts& cuts) const {
  const auto& author = word.revision->desk;
  auto then = cuts;
  for (const auto& [key, other] : all) {
    if (other->revision->desk != author) { then[key] = {other->good, {}}; }
  }
  return counts(word, then) && believed(then).contains(author);
}

void Authority::decide(Cuts& cuts, const Candidates& candidates) const {
  Cuts safe;
  for (const auto& [key, word] : candidates) {
    if (is_safe(*word, candidates, cuts)) { safe[key] = {word->good, word->revision->desk}; }
  }
  if (safe.empty()) { return settle_circle(cuts, candidates); }
  cuts.merge(safe);
}

/// They take each other out, in a circle.
void Authority::settle_circle(Cuts& cuts, const Candidates& candidates) const {
  auto all = cuts;
  for (const auto& [key, word] : candidates) { all[key] = {word->good, {}}; }
  const auto left = reach({m_roots.front()}, all);
  if (std::ranges::any_of(left, [&](const DeskKey& key) { return !all.contains(key); })) {
    cuts = std::move(all);
    return;
  }
  for (const auto& author : reach(m_roots, cuts)) {
    for (const auto& [key, word] : candidates) {
      if (word->revision->desk == author) { cuts[key] = {word->good, author}; }
    }
    if (std::ranges::any_of(candidates, [&](const auto& one) { return cuts.contains(one.first); })) { return; }
  }
}

std::map<DeskKey, Authority::Standing> Authority::standings() {
  Cuts cuts;
  for (auto found = candidates(cuts); !found.empty(); found = candidates(cuts)) { decide(cuts, found); }
  const auto heard = believed(cuts);
  std::map<DeskKey, Standing> standings;
  for (const auto& [key, record] : m_records) {
    const auto* word = latest_word(key, cuts);
    Standing standing{word != nullptr ? word->about : record.words.begin()->second.about, {}};
    const auto cut = cuts.find(key);
    standing.enrolment.enrolled = cut == cuts.end() && heard.contains(key);
    if (cut != cuts.end()) { standing.good = cut->second.good; }
    standings.emplace(key, std::move(standing));
  }
  return standings;
}

}  // namespace scamdesk::exchange
