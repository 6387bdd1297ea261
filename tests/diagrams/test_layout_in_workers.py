"""Layout in worker processes: order, reuse, and scenes that crash, hang or swell."""

from __future__ import annotations

import pickle
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from diagrams.misbehaving import born_dead, die, misbehave
from diagrams.scenes import complaint, every, organisation
from process_atlas.diagrams.fallback import place_plainly
from process_atlas.diagrams.place import place
from process_atlas.diagrams.quality import problems
from process_atlas.diagrams.svg import draw
from process_atlas.diagrams.workers import Placer, _Worker, placing_workers

LIMIT = 3.0


@pytest.fixture(scope="module")
def placer():
    with Placer(jobs=2, time_limit=LIMIT, work=misbehave, otherwise=place_plainly) as placer:
        yield placer


def test_same_drawings_as_in_process(placer):
    scenes = every()
    assert placer.place(scenes) == tuple(place(scene) for scene in scenes)


def test_nothing_to_do(placer):
    assert placer.place([]) == ()


@pytest.mark.parametrize("trouble", ["crash", "hang", "swell", "fail"])
def test_trouble_costs_only_its_own_scene(placer, trouble):
    good = [replace(organisation(), spec=f"catalog:{n}") for n in range(6)]
    bad = replace(complaint(), title=trouble)
    placed = placer.place([*good[:3], bad, *good[3:]])
    assert [each.scene.spec for each in placed] == [*(s.spec for s in good[:3]), bad.spec, *(s.spec for s in good[3:])]
    assert [bool(each.notice) for each in placed] == [False] * 3 + [True] + [False] * 3
    assert 'data-id="register"' in draw(placed[3])


def test_notices_say_what_happened(placer):
    crash, hang, fail = (placer.place([replace(complaint(), title=t)])[0].notice for t in ("crash", "hang", "fail"))
    assert "ended with code 3" in crash
    assert "longer than 3 s" in hang
    assert fail == "ValueError: no good"


@pytest.mark.parametrize("trouble", ["killed", "stopped"])
def test_a_worker_that_is_killed_or_stopped_costs_no_drawing(placer, tmp_path, trouble):
    """The system ends processes when memory is short, and stops them with the machine: the scene is not to blame."""
    good = [replace(organisation(), spec=f"catalog:{n}") for n in range(6)]
    struck = replace(complaint(), title=trouble, description=str(tmp_path / "tries"))
    scenes = [*good[:3], struck, *good[3:]]
    assert placer.place(scenes) == tuple(place(scene) for scene in scenes)
    assert len(tries(struck)) == 2


@pytest.mark.parametrize(("trouble", "most"), [("crash", 2), ("hang", 2), ("swell", 1), ("fail", 1)])
def test_only_a_scene_that_costs_its_worker_is_tried_once_more_in_another(placer, tmp_path, trouble, most):
    bad = replace(complaint(), title=trouble, description=str(tmp_path / "tries"))
    (placed,) = placer.place([bad])
    assert placed.notice
    assert len(set(tries(bad))) == len(tries(bad)) == most


def tries(scene):
    """The processes in which a scene was tried."""
    return Path(scene.description).read_text("utf-8").split()


def test_what_cost_a_worker_never_runs_here(monkeypatch):
    """Also where no other worker lives to try it once more."""

    def first(*arguments):
        worker = _Worker(*arguments)
        monkeypatch.setattr("process_atlas.diagrams.workers._serve", born_dead)
        return worker

    monkeypatch.setattr("process_atlas.diagrams.workers._Worker", first)
    scenes = [replace(complaint(), title=title) for title in ("crash", "good", "good")]
    with Placer(jobs=1, time_limit=LIMIT, work=misbehave, otherwise=place_plainly) as placer:
        placed = placer.place(scenes)
    assert "ended with code 3" in placed[0].notice
    assert placed[1:] == tuple(place(scene) for scene in scenes[1:])


def test_where_no_worker_lives_the_layout_runs_here(monkeypatch):
    monkeypatch.setattr("process_atlas.diagrams.workers._serve", born_dead)
    scenes = [replace(organisation(), spec=f"catalog:{n}") for n in range(8)]
    with placing_workers(jobs=2) as placer:
        placed = placer.place(scenes)
    assert placed == tuple(place(scene) for scene in scenes)


def test_scenes_that_kill_one_worker_after_the_other_never_run_here(monkeypatch):
    def refuse(*_):
        raise AssertionError("laid out in this process")

    monkeypatch.setattr(Placer, "_here", refuse)
    scenes = [replace(organisation(), spec=f"catalog:{n}") for n in range(8)]
    with Placer(jobs=2, work=die, otherwise=place_plainly) as placer:
        placed = placer.place(scenes)
    assert ["ended with code 1" in each.notice for each in placed] == [True] * 8


def test_a_placer_can_be_used_again_after_closing():
    placer = placing_workers(jobs=1)
    first = placer.place([complaint()])
    placer.close()
    assert placer.place([complaint()]) == first
    placer.close()


def test_the_plain_drawing_keeps_symbols_apart_and_in_their_lanes():
    for scene in every():
        plain = place_plainly(scene, "broken")
        assert plain.notice == "broken"
        assert not [p for p in problems(plain) if "overlaps" in p or "outside its" in p]


def test_scenes_are_built_while_others_are_laid_out(placer):
    """All scenes at once would have to be built, and held, before the first is worked on."""
    waiting = []

    def built():
        for number in range(40):
            waiting.append(sum(worker.busy for worker in placer._workers))
            yield replace(organisation(), spec=f"catalog:{number}")

    placed = placer.place(built())
    assert [each.scene.spec for each in placed] == [f"catalog:{number}" for number in range(40)]
    assert max(waiting) == 2


def test_a_scene_that_cannot_be_built_is_told_and_leaves_nothing_behind(placer):
    def built():
        yield from (organisation() for _ in range(3))
        raise KeyError("lost")

    with pytest.raises(KeyError, match="lost"):
        placer.place(built())
    assert placer.place([complaint()]) == (place(complaint()),)


def test_a_program_without_a_guard_does_not_start_itself_again_in_the_workers(tmp_path):
    program = tmp_path / "program.py"
    program.write_text(
        "from process_atlas.diagrams.drawing import draw_all\n"
        "from process_atlas.diagrams.scene import Node, Scene\n"
        "print('begun', flush=True)\n"
        "scenes = [Scene('flowchart', f'x:{n}', 'en', 'T', nodes=(Node('a', 'process', 'A'),)) for n in range(4)]\n"
        "print(sum(not each.notice for each in draw_all(scenes, jobs=2)), 'drawn')\n"
    )
    done = subprocess.run([sys.executable, str(program)], capture_output=True, text=True, check=False)
    assert (done.stdout.split("\n"), done.stderr) == (["begun", "4 drawn", ""], "")


def test_scenes_are_the_same_in_another_process():
    assert pickle.loads(pickle.dumps(every())) == every()
