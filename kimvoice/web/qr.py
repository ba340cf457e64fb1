"""An address as a picture that a telephone reads; made here, by nobody else."""

import segno
from markupsafe import Markup
from werkzeug.exceptions import BadRequest

LONGEST = 500


def svg(address: str) -> Markup:
    """For the page that has the address in words beside it: it is not read aloud.

    Presentation attributes only, as the pages allow no inline style. Black on white
    also where the page is dark: what a telephone looks for is the contrast.
    """
    if len(address) > LONGEST:
        raise BadRequest
    code = segno.make(address, micro=False, error="m", boost_error=False)
    picture = code.svg_inline(
        omitsize=True, border=4, light="#fff", svgclass="qr", lineclass=None
    )
    hidden = '<svg aria-hidden="true" focusable="false" '
    return Markup(picture.replace("<svg ", hidden, 1))
