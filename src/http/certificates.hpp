#pragma once
// What calls about certificates read alike: which one, and those that wait to be issued.
#include "codec/json_value.hpp"
#include "engine/state.hpp"
#include "http/call.hpp"
#include "press/issue.hpp"

namespace tenbin::http {

// The one that the address names. A customer sees only what is theirs; to them another's does not
// exist. reference.unknown {kind, id}.
Result<Index> certificate_of(const State& state, const Call& call);

// Shipped "from" one day "to" another, issued on a third ("date"): the trial, the preview and the
// issuing. input.invalid {place}.
Result<press::IssueAllRequest> read_issue_period(const json::Value& body);

}  // namespace tenbin::http
