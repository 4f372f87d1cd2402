"""A profile: validated answers, the person's notes and the program's own data."""

from collections.abc import Mapping
from typing import Self

from pydantic import ValidationError

from core.words import say
from profiles.answers import Answers, flatten, nest
from profiles.complaints import complaints
from profiles.migrations import SCHEMA
from profiles.opening import migrated
from profiles.problems import ProfileError, RefusedError, refusal
from profiles.tables import Meta, ProfileData

_NOT_ANSWERS = {"schema", "notes", "meta"}


class Profile(ProfileData):
    """One person's profile; immutable, made by ``from_data`` or ``from_answers``."""

    @property
    def id(self) -> str:
        """The program's id of the profile, empty before the first save."""
        return (self.meta and self.meta.id) or ""

    @property
    def revision(self) -> int:
        """How often the profile has been saved."""
        return (self.meta and self.meta.revision) or 0

    @classmethod
    def from_data(cls, data: dict[str, object], name: str) -> Self:
        """Validate a TOML table read from ``name``; raises ProfileError with every problem."""
        try:
            return cls.model_validate(migrated(data, name))
        except ValidationError as error:
            raise ProfileError(complaints(error, cls, name)) from None

    @classmethod
    def from_answers(
        cls,
        answers: Mapping[str, object],
        *,
        notes: Mapping[str, object] | None = None,
        meta: Mapping[str, object] | None = None,
    ) -> Self:
        """A profile of dotted paths (see ``answers.KINDS``); raises ProfileError."""
        name = str(say("答案"))
        try:
            data = nest(answers)
        except RefusedError as error:
            raise refusal(name, error.text) from None
        extra = {"notes": notes and dict(notes), "meta": meta and dict(meta)}
        given = {key: value for key, value in extra.items() if value is not None}
        return cls.from_data({"schema": SCHEMA, **data, **given}, name)

    def to_data(self) -> dict[str, object]:
        """The table to write: only what is present, in the order of the schema."""
        return self.model_dump(by_alias=True, exclude_none=True)

    def answers(self) -> Answers:
        """What the person answered, as dotted paths to plain values; only what is present."""
        data = self.to_data()
        return flatten({key: data[key] for key in data if key not in _NOT_ANSWERS})

    def stamped(self, **changes: object) -> Self:
        """A copy with other program data (``id``, ``revision``, ``saved``, ...)."""
        kept = self.meta.model_dump(exclude_none=True) if self.meta else {}
        return self.model_copy(update={"meta": Meta.model_validate({**kept, **changes})})
