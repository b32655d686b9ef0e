"""Phone numbers, by libphonenumber's Python port."""

from __future__ import annotations

from weaviate_orm.engine.errors import Unsupported
from weaviate_orm.engine.store.values import Phone

_NO_COUNTRY = (
    "invalid or missing defaultCountry - this field is optional if the specified number is in the "
    "international format, but required if the number is in national format, use ISO 3166-1 alpha-2"
)
# By the parser's error type.
_REASONS = (
    _NO_COUNTRY,
    "the phone number supplied is not a number",
    "phone number had an IDD, but after this was not long enough to be a viable phone number",
    "the string supplied is too short to be a phone number",
    "the string supplied is too long to be a phone number",
)


class InvalidPhone(ValueError):
    """`str()` says why a text is no phone number."""


def parse_phone(text: str, country: str) -> Phone:
    """Parse a number; `country` (any case, '' = not given) is for numbers in national form.

    Raises:
        InvalidPhone: it is no phone number.
        Unsupported: the package `phonenumbers` is not installed.
    """
    try:
        import phonenumbers
    except ImportError as error:
        raise Unsupported(
            "phone numbers need the package phonenumbers: pip install 'orm-weaviate[embedded]'"
        ) from error
    country = country.upper()
    try:
        number = phonenumbers.parse(text, country or None)
    except phonenumbers.NumberParseException as error:
        raise InvalidPhone(_REASONS[error.error_type]) from error
    formats = phonenumbers.PhoneNumberFormat
    return Phone(
        input=text,
        default_country=country,
        country_code=number.country_code or 0,
        national=number.national_number or 0,
        international_formatted=phonenumbers.format_number(number, formats.INTERNATIONAL),
        national_formatted=phonenumbers.format_number(number, formats.NATIONAL),
        valid=phonenumbers.is_valid_number(number),
    )
