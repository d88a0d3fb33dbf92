"""Tasks and deadlines: what one has to do, the nearest first, and the form by which it is done."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, Flask, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from samhandling.vocabulary.oppgave import facts_of
from samhandling.vocabulary.text import Text, _
from samhandling.web import deadline
from samhandling.web.current import actor, house, reading
from samhandling.web.flash import tell
from samhandling.web.permission import logged_in
from samhandling.work import task as tasks
from samhandling.work.errors import InvalidError
from samhandling.work.keyset import Page, Place
from samhandling.work.task_act import extend_deadline, finish_task, read_task, reopen_task

task = Blueprint("task", __name__)


def install(app: Flask) -> None:
    """Tell every page how many tasks wait; a page of failure asks nothing of the database."""
    app.register_blueprint(task)
    app.jinja_env.globals.update(open_tasks=waiting, task_facts=facts_of, deadline=deadline)


def waiting() -> str:
    """Return the number of open tasks as shown, nothing when there are none."""
    if not actor().is_user or g.get("nothing_shown"):
        return ""
    if "open_tasks" not in g:
        g.open_tasks = tasks.count_open(reading())
    found = g.open_tasks
    return f"{found.number}+" if found.more else str(found.number or "")


@task.get("/oppgave", endpoint="tasks")
@logged_in
def open_list() -> ResponseReturnValue:
    """List what one has to do, the nearest date first."""
    return _listing(tasks.open_tasks, done=False)


@task.get("/oppgave/gjort", endpoint="done")
@logged_in
def done_list() -> ResponseReturnValue:
    """List what was done or fell away, the newest first."""
    return _listing(tasks.done_tasks, done=True)


def _listing(find: Callable[..., Page[tasks.TaskRow]], *, done: bool) -> str:
    page = find(reading(), Place.read(request.args))
    return render_template("oppgave/liste.html", page=page, done=done)


@task.get("/oppgave/<oppgave_id>")
@logged_in
def show(oppgave_id: str) -> ResponseReturnValue:
    """Show a task with the form by which it is done."""
    return _page(oppgave_id)


def _page(oppgave_id: str, wrong: Mapping[str, str] | None = None) -> str:
    found = read_task(reading(), oppgave_id)
    return render_template("oppgave/side.html", page=found, wrong=wrong or {}, typed=request.form)


@task.post("/oppgave/<oppgave_id>/ferdig")
@logged_in
def finish(oppgave_id: str) -> ResponseReturnValue:
    """Mark a task as done, with what came of it."""
    said = (request.form.get("utfall", ""), request.form.get("merknad", ""))
    return _do(oppgave_id, _("Oppgaven er gjort."), finish_task, *said)


@task.post("/oppgave/<oppgave_id>/utvid")
@logged_in
def extend(oppgave_id: str) -> ResponseReturnValue:
    """Extend the task's deadline, once, with a reason."""
    return _do(oppgave_id, _("Fristen er utvidet."), extend_deadline, request.form.get("grunn", ""))


@task.post("/oppgave/<oppgave_id>/gjenaapne")
@logged_in
def reopen(oppgave_id: str) -> ResponseReturnValue:
    """Undo what one did by mistake."""
    return _do(oppgave_id, _("Oppgaven er åpnet igjen."), reopen_task)


def _do(oppgave_id: str, message: Text, act: Callable[..., Any], *said: str) -> ResponseReturnValue:
    """Do it and go to the list; what was wrong stands beside its field with all that was typed."""
    try:
        act(house(), actor(), oppgave_id, *said)
    except InvalidError as fault:
        return _page(oppgave_id, fault.fields), 422
    tell(message)
    there = url_for("task.show", oppgave_id=oppgave_id) if act is reopen_task else url_for("task.tasks")
    return redirect(there, 303)
