"""Why each rule is there, for its page and for reports: what goes wrong without it, and where it comes from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

_TOLD = """
unreachable-step (aalst)
  A step that no way leads to is never done. Either a way is missing, or the step is a leftover that readers
  will wonder about.
dead-end (aalst bpmn)
  Where a way simply stops, nobody knows whether the work is finished. An end step says so, and says what the
  result is.
endless-loop (aalst)
  From every step an end must be in reach (the option to complete). A round without a way out means that a case
  is never closed.
few-branches (iso5807 bpmn)
  A decision with one outcome decides nothing. Mostly the unhappy outcome was left out, the one that staff need
  most.
repeated-outcome (bpmn)
  If two outcomes read alike, nobody can tell which way to go.
not-a-question (7pmg)
  A question makes the outcomes its answers, so that the chart reads like a talk.
split-not-joined (aalst bpmn 7pmg)
  Ways that run side by side have to meet before the process ends; otherwise it ends while work is still going
  on.
join-without-split (aalst bpmn)
  A parallel gateway waits for all its ways. If only one of them is ever taken, it waits for ever.
process-cycle (cycles)
  A process that calls itself, directly or by detours, never comes to its end, and its charts cannot be read
  from top to bottom.
implicit-split (7pmg bpmn)
  Several arrows out of a task can mean 'one of them' or 'all of them'. A gateway says which.
unlabelled-outcome (bpmn)
  An inclusive gateway takes every way whose condition holds. Without conditions, everybody decides for
  themselves.
same-way (7pmg)
  If all outcomes lead to the same step, the question need not be asked. Mostly one of the ways was meant to
  lead elsewhere.
way-into-start (bpmn)
  A start is an event, such as a call that comes in. It cannot be repeated by the process itself; what is
  repeated is the step after it.
can-get-stuck (aalst)
  Soundness of a workflow net, first part: from every state that can be reached, the end can be reached. The
  check plays the process through, state by state. Time limits are left aside, for what is overdue breaks off
  what runs.
runs-twice (aalst)
  A sound workflow net is safe: no step is begun again while its first run is under way. Two ways that meet
  without a gateway start what follows twice, and the customer gets two letters.
left-running (aalst)
  Soundness, second part, proper completion: when the end is reached, nothing else is under way. Otherwise the
  case is closed while somebody is still working on it.
dead-step (aalst)
  Soundness, third part: every step is done in some run. Arrows lead to a dead step, and yet no run ever comes
  to it, because what stands before it never happens. The first dead step of a process is told.
flow-undecided (aalst)
  Playing a process through is bounded at 2,000 states. Beyond them the check says that it does not know, in
  place of guessing.
never-written (demarco yourdon)
  A store that nothing fills is empty for ever: a read-only store. Either the step that fills it is missing, or
  the store is none. A draft waits for its steps; it and a retired store are left alone.
never-read (demarco yourdon gdpr)
  A store that nobody reads is work for nothing (a write-only store), and for personal data it is more than
  that: data that serve no purpose must not be kept. Drafts and retired stores are left alone.
field-never-read (yourdon gdpr)
  What is filled in and never looked at is work for nothing; personal data that serve no purpose must not be kept.
  Drafts and retired stores are left alone.
never-made (demarco)
  A document has to come from somewhere: from a step of ours, or from outside. Drafts and retired documents are
  left alone.
never-used (demarco)
  A document that no one receives or reads need not be written. Drafts and retired documents are left alone.
nothing-to-read (yourdon)
  What a step looks up must have been put there. The structure is filled, but not the part that is read.
document-out-of-reach (yourdon)
  A document is where somebody brought it. It cannot be used by a step that it never comes to, or only later.
no-partner (gane)
  Whatever is sent is received by somebody, in a step; otherwise it lies on a desk.
one-sided-exchange (gane yourdon)
  Two processes that exchange data both say so. If only one does, the two charts contradict each other.
outside-flow (gane demarco)
  On a data-flow diagram no flow joins two external entities, or an external entity and a store: data go through
  a process of ours.
only-inputs (demarco yourdon)
  A process that takes data and gives none is a black hole: something it does with them is not written down.
only-outputs (demarco yourdon)
  A process that gives data and takes none is a miracle: what it makes them from is not written down.
levels-unbalanced (demarco yourdon)
  A diagram and the one below it must show the same flows across the border of a process. All levels are lifted
  from the same elementary flows, so that they balance by construction; this rule proves it for every catalogue.
self-approval (duties privilege)
  An approval is a second pair of eyes. The check goes by titles: a step that approves, authorises or signs off,
  done by the very roles that did the step before.
role-twice (pmbok)
  Who does a step knows of it. Naming the role again makes the chart longer and no clearer.
role-overloaded (miller redesign)
  A role with very many steps takes months to learn and is missed at once on holiday.
many-handovers (hammer redesign)
  With every hand-over work waits, and something gets lost. Few hands make work fast.
no-responsible (pmbok)
  Work that nobody is named for is done by nobody, or by whoever happens to notice.
external-accountable (pmbok)
  Who answers for a step must be within the reach of the firm's management.
external-responsible (pmbok)
  Work in other hands is outside our control: a step of ours has to follow it up.
many-responsible (pmbok)
  If everybody does it, nobody feels meant.
role-unused (pmbok)
  A role without a part is a leftover, or a part of its work is not written down. A draft waits for its part;
  it and a retired role are left alone.
reporting-cycle (cycles)
  An organisation chart has a top. Who reports to themselves reports to nobody.
isolated-team (redesign)
  A team that never works with another in any process is rare; mostly the hand-overs are missing in the charts.
unused-lane (bpmn)
  An empty lane takes room and makes readers look for what is not there.
lane-not-listed (bpmn)
  Who sets the order of lanes sets it for all; a forgotten lane ends up at the far side.
same-sign (plain)
  A sign stands for one role on every chart. If two share it, the charts lie.
field-unused (mdr)
  A field in no structure is defined and never filled in. A draft waits for its structure; it and a retired field
  are left alone.
enum-without-values (mdr)
  A choice without values cannot be made; the values are the meaning of the field.
repeated-value (mdr)
  Permissible values are told apart by what they are.
key-not-for-field (mdr)
  A length says nothing about a yes or no. What does not fit the type is a slip, or the type is wrong.
reference-without-target (codd)
  A reference leads to a record of a structure; which one has to be known.
limits-crossed (mdr)
  If the lower limit is above the upper one, no value is right.
bad-pattern (mdr)
  A pattern that cannot be read checks nothing.
bad-example (mdr)
  Staff copy examples. One that breaks the field's own rule teaches the mistake.
field-repeated (codd)
  If a field stands twice in a structure, its two values will differ one day.
ambiguous-part (mdr)
  STRUCTURE.NAME must mean one thing.
personal-data-leave (gdpr pipl)
  Handing personal data to a third party needs a ground, and the person's knowledge. The check names every place
  where it happens.
mapped-twice (dmbok)
  When two fields of a record are sent to the same field of another tool, one overwrites the other.
meaning-differs (mdr dmbok)
  One name, one meaning. If a field has to be explained otherwise in another structure, it is another field.
system-not-cleared (gdpr pipl labelling)
  Personal data belong only into systems that are fit for them. As soon as one system says with `sensitivity`
  what it may hold, every system that keeps personal data has to.
flowchart-too-large (7pmg miller)
  Large charts are read wrongly more often, and not at all in the end.
too-many-lanes (7pmg)
  With many lanes the chart is wider than the page, and arrows cross half of it.
long-title (7pmg plain)
  A title is a verb and an object. What is longer belongs into `how`.
missing-translation (plain)
  A reader who meets another language in the middle of a page stops reading.
bare-task (plain iso9001)
  The title of a task does not tell a newcomer how to do it.
thin-process (7pmg plain)
  Readers first want to know what the process is for, when it starts and when they are done.
repeated-title (7pmg)
  Two steps or specs with one title are mixed up in talk, in search and in reports.
unexplained-abbreviation (plain terms)
  What everybody in the team knows, a newcomer does not. Abbreviations are explained in `terms` of
  `catalog.yaml`; names of systems, and a few that everybody knows, need no entry.
overdue-without-limit (sla)
  Without a limit nothing is ever overdue, and nobody is alarmed.
limit-too-short (sla cpm)
  If one step may take longer than the whole process, one of the two limits is not meant.
effort-beyond-limit (cpm)
  Work that takes longer than it may is late every time.
impossible-limit (cpm dijkstra)
  Along the quickest way from the start to an end, waits and typical efforts add up. If they exceed the limit of
  the process, nobody can keep it.
limit-of-subprocess (sla)
  A step that calls a process cannot be done faster than that process may take.
overdue-without-effect (sla)
  If the same step follows in time or not, the limit has no consequence.
review-overdue (iso9001)
  An out-of-date chart is worse than none: it is believed.
external-owner (iso9001)
  Who keeps a document right must be somebody of the firm.
approval-incomplete (iso9001)
  An approval says who and when; half of it proves nothing.
effective-before-approved (iso9001)
  Before its approval a document is a draft and binds nobody.
changes-out-of-order (iso9001)
  The revision history is read from the top; a wrong order hides what is new.
version-not-in-changes (iso9001 semver)
  The history has to tell what the present version brought.
uses-retired (iso9001)
  Obsolete documents must not be used by mistake.
uses-draft (iso9001)
  What is in force sends readers to something that may still change, or never come.
own-approver (iso9001 duties)
  A document is approved by somebody who did not write it.
no-owner (iso9001 dmbok)
  Nobody corrects what belongs to nobody. A draft may wait for its owner; a retired system needs none.
date-in-future (iso9001)
  A day to come cannot have seen an approval, a review or a change: it is a slip.
not-yet-in-force (iso9001)
  Readers take what is published for what holds today.
"""
"""A rule's code and the short names of its sources (see `sources.py`), and below them why it is there."""


class Reason(NamedTuple):
    """Why a rule is there, and the short names of its sources."""

    why: str
    sources: tuple[str, ...]


def _read(told: str) -> Iterator[tuple[str, Reason]]:
    for code, sources, why in re.findall(r"^(\S+) \((.*)\)\n((?:  .*\n)+)", told, re.MULTILINE):
        yield code, Reason(" ".join(why.split()), tuple(sources.split()))


REASONS: Mapping[str, Reason] = MappingProxyType(dict(_read(_TOLD)))
"""By the code of the rule."""
