"""Flask-Admin's model view with every door closed: what a register opens, it declares; base.py serves it.

Of Flask-Admin's own addresses none is left as it was: deleting, inline editing and lookups are gone (personal data is
corrected, ended or feilregistrert, never deleted).
"""

from collections.abc import Callable
from typing import Any, ClassVar

from flask import request
from flask.typing import ResponseReturnValue
from flask_admin.model.base import BaseModelView
from wtforms import Form

from samhandling.web.current import actor
from samhandling.web.register.column import Column
from samhandling.web.register.form import form_class
from samhandling.work.errors import NotFoundError
from samhandling.work.record.change import Register
from samhandling.work.record.field import Field


class ClosedView(BaseModelView):
    """A view that opens nothing."""

    can_create = can_edit = can_delete = can_view_details = can_export = False
    column_editable_list = ()
    page_size = 50
    roles: ClassVar[tuple[str, ...]] = ()
    """Who may open the register at all; which rows, the wall says."""
    record: ClassVar[Register | None] = None
    columns: ClassVar[tuple[Column, ...]] = ()
    searchable: ClassVar[bool] = True
    creates: ClassVar[tuple[Field, ...]] = ()
    """The fields of a new record."""

    # ---- what Flask-Admin asks a view

    def scaffold_list_columns(self) -> list[str]:
        """Return the names of the declared columns."""
        return [column.name for column in self.columns]

    def scaffold_sortable_columns(self) -> dict[str, str]:
        """Return the declared, indexed sorts."""
        return {column.name: column.sort[0] for column in self.columns if column.sort[0]}

    def scaffold_form(self) -> type[Form]:
        """Return the form of the declared fields."""
        return form_class(self.record.fields if self.record else ())

    def get_create_form(self) -> type[Form]:
        """Return the form of a new record."""
        return form_class(self.creates)

    def create_form(self, obj: Any = None) -> Form:
        """Return the form as texts were sent for it; a file sent for a text counts as not sent."""
        form: Form = self._create_form_class(request.form, obj=obj)
        return form

    def edit_form(self, obj: Any = None) -> Form:
        """Return the form as texts were sent for it."""
        form: Form = self._edit_form_class(request.form, obj=obj)
        return form

    def get_pk_value(self, model: Any) -> str:
        """Return a row's id."""
        return str(model.id)

    def init_search(self) -> bool:
        """Tell whether the register can be searched."""
        return self.searchable

    def get_url(self, endpoint: str, **kwargs: Any) -> str:
        """Return an address; one that begins with a dot is this view's own, whichever page asks."""
        own = f"{self.endpoint}{endpoint}" if endpoint.startswith(".") else endpoint
        address: str = super().get_url(own, **{name: value for name, value in kwargs.items() if value is not None})
        return address

    def is_accessible(self) -> bool:
        """Tell whether the reader has a role that opens the register."""
        return actor().holds(*self.roles)

    def inaccessible_callback(self, name: str, **_kwargs: Any) -> ResponseReturnValue:
        """Say «missing», as for a register that does not exist."""
        raise NotFoundError(name)

    def _run_view(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Run a view once: Flask-Admin's own way calls it again after a TypeError and hides the first."""
        return fn(self, *args, **kwargs)

    def delete_model(self, model: Any) -> bool:
        """Never: personal data is corrected, ended or feilregistrert."""
        raise NotFoundError(str(model))

    # ---- closed doors: overridden without an address, so that none of them is served

    def delete_view(self) -> ResponseReturnValue:
        """Closed."""
        raise NotFoundError

    def ajax_lookup(self) -> ResponseReturnValue:
        """Closed."""
        raise NotFoundError

    def ajax_update(self) -> ResponseReturnValue:
        """Closed."""
        raise NotFoundError
