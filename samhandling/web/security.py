"""What every response tells the browser not to do, and the checks that every request passes."""

import secrets
from urllib.parse import urlsplit

from flask import Flask, Response, g, request

ONE_YEAR = 31_536_000
UNCHANGING = frozenset({"static", "brand.logo", "brand.colours"})
"""What may be kept by the browser: its address changes with its bytes, and it holds nothing personal."""
POLICY = (
    "default-src 'none'",
    "script-src 'self' 'nonce-{nonce}'",
    "style-src 'self' 'nonce-{nonce}'",
    "img-src 'self' data:",  # the design system's icons are data addresses in its style sheet
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # the form protection reads it on our own pages
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
}


def nonce() -> str:
    """Return the number that this response's own scripts and styles carry."""
    if "nonce" not in g:
        g.nonce = secrets.token_urlsafe(18)
    found: str = g.nonce
    return found


def install(app: Flask) -> None:
    """Set the headers on every response."""

    @app.after_request
    def headers(response: Response) -> Response:
        response.headers.update(HEADERS)
        response.headers.setdefault("Content-Security-Policy", "; ".join(POLICY).format(nonce=nonce()))
        if request.endpoint not in UNCHANGING:
            response.headers["Cache-Control"] = "no-store"
        if app.config["SESSION_COOKIE_SECURE"]:
            response.headers["Strict-Transport-Security"] = f"max-age={ONE_YEAR}; includeSubDomains"
        return response


def own_path(target: str | None) -> str | None:
    """Return a target that stays on this site (a path and a query), or None."""
    if not target or not target.isprintable() or "\\" in target:
        return None
    try:
        parts = urlsplit(target)
    except ValueError:
        return None
    inside = not parts.scheme and not parts.netloc and target.startswith("/") and not target.startswith("//")
    return target if inside else None


def from_own_page() -> bool:
    """Tell whether the browser says that the request comes from one of our own pages."""
    said = request.headers.get("Sec-Fetch-Site")
    if said:
        return said == "same-origin"
    return request.headers.get("Origin", "") == request.host_url.rstrip("/")
