"""Logging in and out, and the password. The cookie holds a token alone; who it stands for, ``work`` knows."""

from flask import Blueprint, Flask, jsonify, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from flask_wtf.csrf import generate_csrf

from samhandling.store.actor import Actor
from samhandling.vocabulary.text import _
from samhandling.web.current import actor, house
from samhandling.web.flash import tell
from samhandling.web.permission import logged_in, public
from samhandling.web.security import own_path
from samhandling.work.errors import LoginRefusedError, PasswordRefusedError
from samhandling.work.login import change_password, log_in, log_out, resume

login = Blueprint("login", __name__)


class Person(UserMixin):
    """What Flask-Login carries: the token and the actor whom it stands for."""

    def __init__(self, token: str, actor: Actor) -> None:
        self.token, self.actor = token, actor

    def get_id(self) -> str:
        """Return what the cookie holds."""
        return self.token


def install(app: Flask) -> None:
    """Let Flask-Login ask ``work`` whom a token stands for."""
    manager = LoginManager(app)
    manager.session_protection = None  # the token's own limits are kept where it is kept

    @manager.user_loader
    def person(token: str) -> Person | None:
        found = resume(house(), token)
        return Person(token, found) if found else None

    app.register_blueprint(login)


@login.get("/logg-inn")
@public
def ask() -> ResponseReturnValue:
    """Ask who it is."""
    if actor().is_user:
        return redirect(_onward())
    return render_template("side/logg_inn.html", name="", refused=None)


@login.post("/logg-inn")
@public
def enter() -> ResponseReturnValue:
    """Begin a new session, or say why not."""
    name = request.form.get("brukernavn", "").strip()
    try:
        token = log_in(house(), name, request.form.get("passord", ""), request.remote_addr or "")
    except LoginRefusedError as refused:
        return render_template("side/logg_inn.html", name=name, refused=str(refused)), 401
    begin(token)
    return redirect(_onward(), 303)


def begin(token: str) -> None:
    """Give the browser a wholly new session; only the chosen language is carried over."""
    spoken = session.get("spraak")
    found = resume(house(), token)
    session.clear()
    if spoken:
        session["spraak"] = spoken
    if found:
        login_user(Person(token, found))


def _onward() -> str:
    return own_path(request.values.get("neste")) or url_for("home.front")


@login.post("/logg-ut")
@logged_in
def leave() -> ResponseReturnValue:
    """End the session, here and where it is kept."""
    log_out(house(), current_user.get_id())
    logout_user()
    spoken = session.get("spraak")
    session.clear()
    if spoken:
        session["spraak"] = spoken
    tell(_("Du er logget ut."))
    return redirect(url_for("login.ask"), 303)


@login.get("/innlogging/tilstand")
@public
def state() -> ResponseReturnValue:
    """Tell a page's script whether the session lives, and its token against forged forms."""
    return jsonify(innlogget=actor().is_user, csrf=generate_csrf())


@login.get("/passord")
@logged_in
def password() -> ResponseReturnValue:
    """Show the form for a new password."""
    return render_template("side/passord.html", refused=None)


@login.post("/passord")
@logged_in
def set_password() -> ResponseReturnValue:
    """Change the password; every session ends, and this person logs in anew."""
    old, new, again = (request.form.get(name, "") for name in ("gammelt", "nytt", "gjentatt"))
    refused = str(_("De to nye passordene er ikke like.")) if new != again else _refused(old, new)
    if refused:
        return render_template("side/passord.html", refused=refused), 422
    logout_user()
    session.clear()
    tell(_("Passordet er byttet. Logg inn med det nye."))
    return redirect(url_for("login.ask"), 303)


def _refused(old: str, new: str) -> str:
    try:
        change_password(house(), actor(), old, new)
    except PasswordRefusedError as refused:
        return str(refused)
    return ""
